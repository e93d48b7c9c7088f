import { isJudged } from '../../../functions/openim/catalogue.ts';
import { wireCallbacks } from '../../../functions/openim/wire-callbacks.ts';
import type { OtherServer, Route, Routing } from './routes.ts';
import { planOf, routeOf } from './routes.ts';

const CALLBACKS = Object.entries(wireCallbacks).map(([name, { timing }]) => ({ name, timing }));

/**
 * Returns sentences about rules that are valid and probably not meant.
 *
 * @param hasFailureVerdict whether somebody chose the failure verdict of the relay
 */
export function warningsAbout(routing: Routing, hasFailureVerdict: boolean): string[] {
  return [
    ...routing.routes.flatMap((route) => routeWarnings(routing, route, hasFailureVerdict)),
    ...routing.copies.flatMap(({ pattern, server }) => copyWarning(routing, pattern?.text, server, pattern?.matches)),
    ...routing.servers.flatMap((server) => unusedWarning(routing, server)),
  ];
}

function routeWarnings({ routes }: Routing, route: Route, hasFailureVerdict: boolean): string[] {
  const { pattern, server } = route;
  const matching = CALLBACKS.filter(({ name }) => pattern.matches(name));
  if (matching.length === 0) return [unknownPattern('route', pattern.text)];
  const effective = matching.filter(({ name }) => routeOf(routes, name) === route);
  if (effective.length === 0)
    return [`The route ${pattern.text} is never used, because others are more specific. Remove it.`];
  if (server === undefined) return [];
  const judged = effective.filter(({ name }) => isJudged(name)).map(({ name }) => name);
  const before = effective.some(({ timing }) => timing === 'before');
  const hasVerdict = hasFailureVerdict || server.failureVerdict !== undefined;
  return [
    ...(judged.length > 0
      ? [`No policy judges ${judged.join(', ')}, because ${server.name} gets them alone. Use --also for them.`]
      : []),
    ...(before && !hasVerdict
      ? [
          `Before callbacks of ${pattern.text} are refused when ${server.name} does not answer. Set --failure-verdict to say so, or to allow.`,
        ]
      : []),
  ];
}

function copyWarning(
  routing: Routing,
  pattern: string | undefined,
  server: OtherServer,
  matches: ((name: string) => boolean) | undefined,
): string[] {
  const matching = CALLBACKS.filter(({ name, timing }) => (matches ? matches(name) : timing === 'after'));
  if (pattern !== undefined && matching.length === 0) return [unknownPattern('rule --also', pattern)];
  const isUsed = matching.some(({ name, timing }) => {
    const plan = planOf(routing, name, timing);
    return plan.kind === 'shared' && plan.others.includes(server);
  });
  if (isUsed) return [];
  return [
    `The rule --also for ${server.name} is never used, because routes give its callbacks to others alone. Remove it.`,
  ];
}

function unusedWarning({ routes, copies }: Routing, server: OtherServer): string[] {
  if ([...routes, ...copies].some((rule) => rule.server === server)) return [];
  return [`The server ${server.name} gets no callback. Add a route to it, or remove it.`];
}

function unknownPattern(what: string, pattern: string): string {
  return `The ${what} ${pattern} matches no callback of OpenIM. Check its spelling. Names begin with callback.`;
}
