import type { FailureVerdict } from '../../../functions/openim/answer.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { InvalidTarget, RECEIVER } from '../receiver/target.ts';
import { parseOtherServer } from './other-server.ts';
import { isSamePattern, type Pattern, parsePattern } from './pattern.ts';
import type { Copy, OtherServer, Route, Routing } from './routes.ts';

/** A rule as it was written, with the words that a mistake about it begins with. */
export interface WrittenRule {
  readonly source: string;
  /** Undefined for every after callback. */
  readonly pattern: string | undefined;
  /** An address, the name of a server, or `receiver`. It is never repeated, because an address may hold a credential. */
  readonly to: string;
}

export interface WrittenServer {
  readonly source: string;
  readonly name: string;
  readonly address: string;
  readonly failureVerdict: FailureVerdict | undefined;
}

export interface WrittenRouting {
  readonly servers: readonly WrittenServer[];
  readonly routes: readonly WrittenRule[];
  readonly also: readonly WrittenRule[];
}

/**
 * Returns the servers and rules.
 *
 * @throws {UsageError} for a pattern or server that is not valid, and for a pattern that is there twice
 */
export function parseRouting({ servers, routes, also }: WrittenRouting): Routing {
  const known = new Servers();
  for (const { source, name, address, failureVerdict } of servers) known.add(source, address, name, failureVerdict);
  const parsedRoutes = routes.map(({ source, pattern = '', to }): Route => {
    return { pattern: patternOf(source, pattern), server: to === RECEIVER ? undefined : known.find(source, to) };
  });
  const parsedCopies = also.map(({ source, pattern, to }): Copy => {
    if (to === RECEIVER)
      throw new UsageError(`${source} names the receiver, which gets callbacks in any case. Remove it.`);
    return { pattern: pattern === undefined ? undefined : patternOf(source, pattern), server: known.find(source, to) };
  });
  refuseRepeated(routes, parsedRoutes);
  return { servers: known.all, routes: parsedRoutes, copies: parsedCopies };
}

/** Returns the rule in `PATTERN=SERVER`, or in `SERVER` for every after callback. A pattern has neither `:` nor `/`. */
export function ruleIn(source: string, text: string): WrittenRule {
  const [, pattern, to = ''] = /^(?:([^=:/]*)=)?(.*)$/s.exec(text) ?? [];
  return { source, pattern, to };
}

class Servers {
  readonly #byName = new Map<string, OtherServer>();

  get all(): readonly OtherServer[] {
    return [...this.#byName.values()];
  }

  add(source: string, address: string, name?: string, failureVerdict?: FailureVerdict): OtherServer {
    const target = asUsageError(source, () => parseOtherServer(address, name));
    const known = this.#byName.get(target.name);
    if (known === undefined) {
      const server = { name: target.name, target, failureVerdict };
      this.#byName.set(target.name, server);
      return server;
    }
    const isSame = known.target.basePath === target.basePath && known.target.authorization === target.authorization;
    if (isSame && known.target.isSecure === target.isSecure) return known;
    throw new UsageError(
      `${source} has a second address of ${target.name}. Name both servers in the file of --config, so that their callbacks do not mix.`,
    );
  }

  find(source: string, to: string): OtherServer {
    const known = this.#byName.get(to);
    if (known) return known;
    if (to.includes('://')) return this.add(source, to);
    throw new UsageError(
      `${source} has neither the address nor the name of a server. Use an address such as https://own.example/callback, or a name from the file of --config.`,
    );
  }
}

function patternOf(source: string, text: string): Pattern {
  const pattern = parsePattern(text);
  if (pattern) return pattern;
  throw new UsageError(
    `${source} has no valid pattern. Use a name of a callback, with * for any letters, such as callbackBeforeSend*.`,
  );
}

function refuseRepeated(written: readonly WrittenRule[], routes: readonly Route[]): void {
  for (const [index, { pattern }] of routes.entries()) {
    if (!routes.slice(0, index).some((earlier) => isSamePattern(earlier.pattern, pattern))) continue;
    throw new UsageError(
      `${written[index]?.source} has the pattern ${pattern.text} again. Remove one of the routes, because a callback can go to one server alone.`,
    );
  }
}

function asUsageError<Result>(source: string, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof InvalidTarget)) throw error;
    throw new UsageError(`${source} ${error.message}. Use an address such as https://own.example/callback.`);
  }
}
