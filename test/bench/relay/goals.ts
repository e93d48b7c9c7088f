import type { Figure } from './figures.ts';
import type { AnswerResult, Results } from './results.ts';
import { shown } from './tables.ts';

/**
 * An answer may cost one flush of the disk and this. Its cost is its p50 where connections do not wait for each other: with two of them, and
 * at a fixed rate. 50 that each send as soon as they are answered wait for each other at any server, 50 divided by its rate. So there the
 * cost is what the relay adds to the p50 of the bare server.
 */
const MAX_ABOVE_FLUSH_MS = 0.5;

/** Connections that do not wait for each other, as OpenIM has them. */
const FEW_CONNECTIONS = 2;
const MIN_PER_SECOND = 5_000;
const MAX_ABOVE_DIRECT_MS = 2;

export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

/** Compares the medians with what the relay is to keep. */
export function goalsOf({ losses, after, before }: Results): Goal[] {
  const relayed = losses.filter(({ way }) => way === 'relay');
  const lost = relayed.reduce((sum, { lost }) => sum + lost.most, 0);
  return [
    ...(relayed.length > 0
      ? [{ goal: 'nothing lost through the relay', measured: String(lost), isMet: lost === 0 }]
      : []),
    ...after.filter(isRelay).map((result) =>
      areWaiting(result)
        ? {
            goal: `${nameOf(result)}: p50 above the bare server's at most a flush and ${MAX_ABOVE_FLUSH_MS} ms`,
            ...atMost(result.cost, MAX_ABOVE_FLUSH_MS),
          }
        : {
            goal: `${nameOf(result)}: p50 at most a flush and ${MAX_ABOVE_FLUSH_MS} ms`,
            ...atMost(result.extra, MAX_ABOVE_FLUSH_MS),
          },
    ),
    ...after
      .filter((result) => isRelay(result) && areWaiting(result))
      .map(({ what, perSecond }) => ({
        goal: `${what}: at least ${MIN_PER_SECOND} answers a second`,
        measured: shown(perSecond, 0),
        isMet: perSecond.median >= MIN_PER_SECOND,
      })),
    ...before.filter(isRelay).map((result) => ({
      goal: `before callbacks at most ${MAX_ABOVE_DIRECT_MS} ms above direct`,
      ...atMost(result.extra, MAX_ABOVE_DIRECT_MS),
    })),
  ];
}

function isRelay({ what }: AnswerResult): boolean {
  return what.startsWith('relay');
}

/** Tells whether connections wait for each other. At a fixed rate they do not. */
function areWaiting({ what, connections }: AnswerResult): boolean {
  return connections > FEW_CONNECTIONS && !what.endsWith('a second');
}

function nameOf({ what, connections }: AnswerResult): string {
  return `${what}, ${connections} connections`;
}

/** @param extra milliseconds above the floor */
function atMost(extra: Figure | undefined, limit: number) {
  return { measured: extra ? shown(extra) : '', isMet: extra !== undefined && extra.median <= limit };
}
