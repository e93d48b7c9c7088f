import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { reasonOf } from '../../cli/file-failure.ts';
import { repeatedKey } from '../../cli/json-text.ts';
import { quoted } from '../../cli/printable.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { isObject } from './exact-json.ts';
import { parseRouting, ruleIn, type WrittenRouting } from './parse-routing.ts';
import type { Routing } from './routes.ts';
import { mistakeIn, RoutingFile, type ServerEntry } from './routing-file.ts';

export interface RoutingOptions {
  readonly route?: readonly string[] | undefined;
  readonly also?: readonly string[] | undefined;
  readonly config?: string | undefined;
}

/** Variables with the same settings. Several rules stand apart by spaces or lines. */
export const ROUTING_VARIABLES = { route: 'RELAY_ROUTES', also: 'RELAY_ALSO', config: 'RELAY_CONFIG' } as const;

/**
 * Reads the servers and rules from options or variables, and from the file of `--config`.
 *
 * @throws {UsageError}
 */
export function readRouting(given: RoutingOptions, env: NodeJS.ProcessEnv): Routing {
  const fromFile = readFile(given.config ?? (env[ROUTING_VARIABLES.config] || undefined), env);
  return parseRouting({
    servers: fromFile.servers,
    routes: [...rulesOf('--route', given.route, ROUTING_VARIABLES.route, env), ...fromFile.routes],
    also: [...rulesOf('--also', given.also, ROUTING_VARIABLES.also, env), ...fromFile.also],
  });
}

function rulesOf(option: string, given: readonly string[] | undefined, variable: string, env: NodeJS.ProcessEnv) {
  const texts = given ?? env[variable]?.split(/\s+/).filter((text) => text !== '') ?? [];
  return texts.map((text) => ruleIn(given ? option : variable, text));
}

function readFile(path: string | undefined, env: NodeJS.ProcessEnv): WrittenRouting {
  if (path === undefined) return { servers: [], routes: [], also: [] };
  const { servers, routes, also } = parseFile(path);
  return {
    servers: Object.entries(servers).map(([name, entry]) => {
      const [setting, address] = addressOf(path, `servers.${name}`, entry, env);
      return { source: `${path}: ${setting}`, name, address, failureVerdict: entry.failureVerdict };
    }),
    routes: routes.map(({ callbacks, to }, index) => ({ source: `${path}: routes.${index}`, pattern: callbacks, to })),
    also: also.map(({ callbacks, to }, index) => ({ source: `${path}: also.${index}`, pattern: callbacks, to })),
  };
}

function parseFile(path: string): RoutingFile {
  // Some editors begin a file with a byte order mark.
  const text = readText(path, path, 'Set --config to the file with the routes.').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not valid JSON. Correct it.`);
  }
  const repeated = repeatedKey(text);
  if (repeated)
    throw new UsageError(
      `${path}, line ${repeated.line}, has ${quoted(repeated.key)} a second time. Keep one of the two.`,
    );
  if (!isObject(value)) throw new UsageError(`${path}: the file must be an object. Correct it.`);
  const result = v.safeParse(RoutingFile, value, { abortEarly: true });
  if (!result.success) throw new UsageError(`${path}: ${mistakeIn(result.issues[0])}. Correct it.`);
  return result.output;
}

function addressOf(path: string, at: string, entry: ServerEntry, env: NodeJS.ProcessEnv): [string, string] {
  const { address, addressFile, addressVariable } = entry;
  if (addressFile !== undefined) {
    const setting = `${at}.addressFile`;
    const file = resolve(dirname(path), addressFile);
    return [setting, readText(`${path}: ${setting} ${file}`, file, "Write the server's address into that file.")];
  }
  if (addressVariable === undefined) return [`${at}.address`, address ?? ''];
  const value = env[addressVariable];
  const setting = `${at}.addressVariable`;
  if (!value)
    throw new UsageError(`${path}: ${setting}: ${addressVariable} is not set. Set it to the server's address.`);
  return [setting, value];
}

function readText(what: string, file: string, todo: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${what} can't be read: ${reasonOf(error)}. ${todo}`);
  }
}
