import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { TokenHashes } from '../../functions/callback/token-hashes.ts';
import { reasonOf } from '../cli/file-failure.ts';
import { option } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { InvalidTarget, parseTarget } from './receiver/target.ts';
import { ROUTING_VARIABLES, readRouting } from './routing/read-routing.ts';
import { warningsAbout } from './routing/warnings.ts';
import { NO_TOKEN_LINE } from './status/relay-lines.ts';

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));

/** Options of `relay`. Each but `--to-file` has an environment variable, such as `RELAY_SPOOL_LIMIT`, which the option overrides. */
export const RelayOptionsSchema = v.object({
  to: option(text, { description: "the receiver's address with its token; better in RELAY_TO", value: 'ADDRESS' }),
  toFile: option(text, { description: 'a file with that address', value: 'FILE' }),
  port: option(text, { description: 'port to listen on (10006)', value: 'PORT' }),
  host: option(text, { description: 'address to listen on (127.0.0.1)', value: 'ADDRESS' }),
  tokenHash: option(text, { description: 'hash of the token that OpenIM sends; needed with --host', value: 'HASH' }),
  spool: option(text, { description: 'directory of the spool (~/.openim-relay)', value: 'DIRECTORY' }),
  spoolLimit: option(text, { description: 'disk space for the spool (10GB)', value: 'SIZE' }),
  failureVerdict: option(text, {
    description: 'refuse or allow, when the receiver does not answer (refuse)',
    value: 'VERDICT',
  }),
  parallel: option(text, { description: 'deliveries under way at once (16)', value: 'NUMBER' }),
  route: option(texts, {
    description: 'callbacks for another server alone; can be repeated',
    value: 'PATTERN=ADDRESS',
    isRepeated: true,
  }),
  also: option(texts, {
    description: 'another server for every after callback, or for those of a pattern, too; can be repeated',
    value: '[PATTERN=]ADDRESS',
    isRepeated: true,
  }),
  config: option(text, { description: 'a file with such servers and rules', value: 'FILE' }),
});
export type GivenOptions = v.InferOutput<typeof RelayOptionsSchema>;

const WholeNumber = v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'must be a whole number'), v.transform(Number));

const UNITS = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

const Size = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}(KB|MB|GB|TB)$/, 'must be a size such as 500MB or 10GB'),
  v.transform((size) => Number.parseInt(size, 10) * UNITS[size.slice(-2) as keyof typeof UNITS]),
);

const Settings = v.object({
  port: v.optional(v.pipe(WholeNumber, v.maxValue(65_535, 'must be a port number from 0 to 65535')), '10006'),
  host: v.optional(v.string(), '127.0.0.1'),
  tokenHash: v.optional(
    v.pipe(
      v.string(),
      v.transform((hashes) => (hashes === '' ? [] : hashes.split(','))),
      TokenHashes,
    ),
    '',
  ),
  spool: v.optional(v.string(), join(homedir(), '.openim-relay')),
  spoolLimit: v.optional(Size, '10GB'),
  failureVerdict: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
  parallel: v.optional(
    v.pipe(WholeNumber, v.minValue(1, 'must be at least 1'), v.maxValue(256, 'must be at most 256')),
    '16',
  ),
});

/** Variables of the settings. */
export const VARIABLES = {
  to: 'RELAY_TO',
  toFile: 'RELAY_TO_FILE',
  port: 'RELAY_PORT',
  host: 'RELAY_HOST',
  tokenHash: 'RELAY_TOKEN_HASHES',
  spool: 'RELAY_SPOOL',
  spoolLimit: 'RELAY_SPOOL_LIMIT',
  failureVerdict: 'RELAY_FAILURE_VERDICT',
  parallel: 'RELAY_PARALLEL',
  ...ROUTING_VARIABLES,
} as const satisfies Record<keyof GivenOptions, string>;

export type RelaySettings = ReturnType<typeof parseRelaySettings>;

/**
 * Returns the settings of a relay, from options and the environment.
 *
 * @throws {UsageError} naming each option or variable that is wrong, and never the address of the receiver
 */
export function parseRelaySettings(given: GivenOptions, env: NodeJS.ProcessEnv) {
  const target = targetOf(given, env);
  const values = valuesOf(given, env);
  const result = v.safeParse(Settings, values);
  if (!result.success) {
    const sentences = result.issues.map((issue) => {
      const key = issue.path?.[0]?.key as keyof GivenOptions;
      return `${nameOf(key, given)} ${issue.message}.`;
    });
    throw new UsageError([...new Set(sentences)].join(' '));
  }
  const routing = readRouting(given, env);
  const { port, host, tokenHash, spool, spoolLimit, failureVerdict, parallel } = result.output;
  if (tokenHash.length === 0 && !/^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host)) {
    throw new UsageError(
      '--host lets other machines call, so a token is required. Set RELAY_TOKEN_HASHES to the hash that `npm run token` prints.',
    );
  }
  return {
    ...{ target, port, host, failureVerdict, parallel },
    tokenHashes: tokenHash.map((hash) => Buffer.from(hash, 'hex')),
    spoolDirectory: resolve(spool),
    spoolLimitBytes: spoolLimit,
    routing,
    warnings: [
      ...(target.authorization === undefined ? [NO_TOKEN_LINE] : []),
      ...warningsAbout(routing, values.failureVerdict !== undefined),
    ],
  };
}

/** Returns the directory of the spool, for commands that need no more. */
export function spoolDirectoryOf(given: Pick<GivenOptions, 'spool'>, env: NodeJS.ProcessEnv): string {
  return resolve(given.spool ?? (env[VARIABLES.spool] || join(homedir(), '.openim-relay')));
}

function targetOf(given: GivenOptions, env: NodeJS.ProcessEnv) {
  const sources = [
    ['--to', given.to],
    ['--to-file', given.toFile],
    [VARIABLES.to, env[VARIABLES.to]],
    [VARIABLES.toFile, env[VARIABLES.toFile]],
  ] as const;
  const [source, value] = sources.find(([, value]) => value !== undefined && value !== '') ?? [];
  if (source === undefined || value === undefined)
    throw new UsageError(
      "The receiver's address is missing. Set RELAY_TO to it, with its token, such as https://openim:TOKEN@HOST/prod.",
    );
  const isFile = source === '--to-file' || source === VARIABLES.toFile;
  try {
    return parseTarget(isFile ? readFileSync(value, 'utf8') : value);
  } catch (error) {
    if (error instanceof InvalidTarget)
      throw new UsageError(`${source} ${error.message}. Use an address such as https://openim:TOKEN@HOST/prod.`);
    // An address would show its token.
    if (value.includes('://'))
      throw new UsageError(`${source} must be a file, not an address. Write the receiver's address into a file.`);
    throw new UsageError(
      `${source} ${value} can't be read: ${reasonOf(error)}. Write the receiver's address into that file.`,
    );
  }
}

/** An empty variable means the default. */
function valuesOf(given: GivenOptions, env: NodeJS.ProcessEnv): Partial<GivenOptions> {
  const entries = Object.entries(VARIABLES).map(([key, variable]) => {
    return [key, given[key as keyof GivenOptions] ?? (env[variable] || undefined)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function nameOf(key: keyof GivenOptions, given: GivenOptions): string {
  if (given[key] === undefined) return VARIABLES[key];
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
