import type { AnswerResult, Results } from './results.ts';
import { shown } from './tables.ts';

const MAX_ABOVE_FLUSH_MS = 0.5;
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
    ...after.filter(isRelay).flatMap((result) => [
      {
        goal: `${result.what}, ${result.connections} connections: p50 at most a flush and ${MAX_ABOVE_FLUSH_MS} ms`,
        ...atMost(result, MAX_ABOVE_FLUSH_MS),
      },
    ]),
    ...after
      .filter((result) => isRelay(result) && result.connections > 2 && !result.what.endsWith('a second'))
      .map(({ what, perSecond }) => ({
        goal: `${what}: at least ${MIN_PER_SECOND} answers a second`,
        measured: shown(perSecond, 0),
        isMet: perSecond.median >= MIN_PER_SECOND,
      })),
    ...before.filter(isRelay).map((result) => ({
      goal: `before callbacks at most ${MAX_ABOVE_DIRECT_MS} ms above direct`,
      ...atMost(result, MAX_ABOVE_DIRECT_MS),
    })),
  ];
}

function isRelay({ what }: AnswerResult): boolean {
  return what.startsWith('relay');
}

function atMost({ extra }: AnswerResult, limit: number) {
  return { measured: extra ? shown(extra) : '', isMet: extra !== undefined && extra.median <= limit };
}
