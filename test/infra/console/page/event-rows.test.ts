import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../../infra/console/contract/events.ts';
import { mergeRows, rowKey } from '../../../../infra/console/page/events/event-rows.ts';

function rowAt(second: number, id = String(second), userID?: string): EventRow {
  const receivedAt = new Date(second * 1000).toISOString();
  const names = { command: 'callbackAfterJoinGroupCommand', callback: 'AfterJoinGroup', timing: 'after' } as const;
  return { eventID: id, receivedAt, ...names, outcome: 'recorded', summary: '', ...(userID && { userID }) };
}

const anyRows = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 30 })), {
    selector: ([, id]) => id,
  })
  .map((rows) => rows.map(([second, id]) => rowAt(second, `${second}/${id}`)));

const newestFirst = (rows: readonly EventRow[]) => rows.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));

describe('rows of two answers', () => {
  it('are together newest first, each once', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (rows, others) => {
        const merged = mergeRows(newestFirst(rows), others);

        expect(new Set(merged.map(rowKey))).toEqual(new Set([...rows, ...others].map(rowKey)));
        expect(new Set(merged.map(rowKey)).size).toBe(merged.length);
        expect(merged.map(({ receivedAt }) => receivedAt)).toEqual(
          newestFirst(merged).map(({ receivedAt }) => receivedAt),
        );
      }),
    );
  });

  it('are the same list where nothing is new, so that nothing is drawn again', () => {
    const rows = [rowAt(2), rowAt(1)];
    expect(mergeRows(rows, [rowAt(1)])).toBe(rows);
  });

  it('keep a row for each user who was searched for', () => {
    expect(mergeRows([rowAt(1, 'kick', 'u1')], [rowAt(1, 'kick', 'u2')])).toHaveLength(2);
  });
});
