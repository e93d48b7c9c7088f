import type { FailureVerdict } from '../../../functions/openim/answer.ts';
import type { Timing } from '../../../functions/openim/wire-callback.ts';
import { RECEIVER, type Target } from '../receiver/target.ts';
import type { Pattern } from './pattern.ts';

/** A business server beside the receiver, which speaks OpenIM's own protocol. */
export interface OtherServer {
  readonly name: string;
  readonly target: Target;
  /** Answer to a before callback when this server fails. Undefined means that of the relay. */
  readonly failureVerdict?: FailureVerdict | undefined;
}

/** Gives callbacks to one server, or back to the receiver, alone. */
export interface Route {
  readonly pattern: Pattern;
  /** Undefined means the receiver. */
  readonly server: OtherServer | undefined;
}

/** Gives callbacks to a server beside the receiver. */
export interface Copy {
  /** Undefined means every after callback. */
  readonly pattern: Pattern | undefined;
  readonly server: OtherServer;
}

export interface Routing {
  readonly servers: readonly OtherServer[];
  readonly routes: readonly Route[];
  readonly copies: readonly Copy[];
}

/** Servers of one callback: one alone, or the receiver and others. */
export type Plan =
  | { readonly kind: 'alone'; readonly server: OtherServer }
  | { readonly kind: 'shared'; readonly others: readonly OtherServer[] };

/** Decides who gets a callback. Of the routes that match, the most specific one counts. */
export function planOf(routing: Routing, wireName: string, timing: Timing): Plan {
  const server = routeOf(routing.routes, wireName)?.server;
  if (server) return { kind: 'alone', server };
  const copies = routing.copies.filter(({ pattern }) => (pattern ? pattern.matches(wireName) : timing === 'after'));
  return { kind: 'shared', others: [...new Set(copies.map(({ server }) => server))] };
}

/** Returns the names in the spool of those that a callback is delivered to. */
export function targetsOf(plan: Plan): readonly string[] {
  return plan.kind === 'alone' ? [plan.server.name] : [RECEIVER, ...plan.others.map(({ name }) => name)];
}

/** Returns the route that counts for a name. Of equally specific ones it is the first. */
export function routeOf(routes: readonly Route[], wireName: string): Route | undefined {
  return routes
    .filter(({ pattern }) => pattern.matches(wireName))
    .reduce<Route | undefined>(
      (best, route) => (best && best.pattern.fixedLetters >= route.pattern.fixedLetters ? best : route),
      undefined,
    );
}
