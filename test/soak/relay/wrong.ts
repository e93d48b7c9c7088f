import type { Sent } from './group-sender.ts';
import type { Recorded } from './recorder.ts';

/** Returns sentences about events that are not recorded exactly once, that nobody sent, or that are out of order. */
export function wrongIn({ answered, unanswered }: Sent, recorded: readonly Recorded[]): string[] {
  const times = Map.groupBy(recorded, ({ body }) => body);
  const sent = new Set([...answered, ...unanswered]);
  const byTime = recorded.toSorted((a, b) => compare(a.receivedAt, b.receivedAt) || a.sequence - b.sequence);
  const bySequence = recorded.toSorted((a, b) => a.sequence - b.sequence);
  return [
    ...answered.filter((body) => !times.has(body)).map((body) => `answered and not recorded: ${body}`),
    ...[...times]
      .filter(([, { length }]) => length > 1)
      .map(([body, { length }]) => `recorded ${length} times: ${body}`),
    ...[...times.keys()].filter((body) => !sent.has(body)).map((body) => `never sent: ${body}`),
    ...outOfOrder(byTime).map((body) => `out of order by time: ${body}`),
    ...outOfOrder(bySequence).map((body) => `out of order by sequence: ${body}`),
  ];
}

/** The events of a group are numbered in `operationID`. */
function outOfOrder(recorded: readonly Recorded[]): string[] {
  const last = new Map<string, number>();
  return recorded.flatMap(({ body }) => {
    const { groupID, operationID } = JSON.parse(body);
    const isLater = Number(operationID) > (last.get(groupID) ?? 0);
    last.set(groupID, Number(operationID));
    return isLater ? [] : [body];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
