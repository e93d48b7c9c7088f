import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { TokenHashes } from '../../functions/callback/token-hashes.ts';
import { UsageError } from '../cli/usage-error.ts';
import { targetOf } from './receiver-address.ts';
import { type GivenOptions, VARIABLES } from './relay-options.ts';
import { readRouting } from './routing/read-routing.ts';
import { warningsAbout } from './routing/warnings.ts';
import { NO_TOKEN_LINE } from './status/relay-lines.ts';

const WholeNumber = v.pipe(v.string(), v.regex(/^\d{1,5}$/, 'must be a whole number'), v.transform(Number));

const UNITS = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

const Size = v.pipe(
  v.string(),
  v.regex(/^\d{1,6}(KB|MB|GB|TB)$/, 'must be a size such as 500MB or 10GB'),
  v.transform((size) => Number.parseInt(size, 10) * UNITS[size.slice(-2) as keyof typeof UNITS]),
  v.minValue(1, 'must be above 0'),
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
