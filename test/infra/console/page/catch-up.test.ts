import { expect, it } from 'vitest';
import type { EventRow } from '../../../../infra/console/contract/events.ts';
import { CatchUp } from '../../../../infra/console/page/events/catch-up.ts';

const START = Date.parse('2026-03-04T05:00:00Z');
const timeOf = (minute: number) => new Date(START + minute * 60_000).toISOString();
const row = (minute: number): EventRow => ({
  ...{ eventID: `event-${minute}`, receivedAt: timeOf(minute), command: 'c', callback: 'c' },
  ...{ timing: 'after', outcome: 'recorded', summary: '' },
});

/** Reads pages of one row each, of which the newest is of this minute. */
function catchingUp(newest: number) {
  const added: number[] = [];
  const cursors: (string | undefined)[] = [];
  let isLost = false;
  const catchUp = new CatchUp(
    async ({ cursor }) => {
      cursors.push(cursor);
      const minute = cursor === undefined ? newest : Number(cursor);
      return { events: [row(minute)], cursor: String(minute - 1), from: timeOf(minute) };
    },
    (rows) => added.push(...rows.map(({ receivedAt }) => (Date.parse(receivedAt) - START) / 60_000)),
    () => {
      isLost = true;
    },
    START,
  );
  return { catchUp, added, cursors, isLost: () => isLost };
}

it('reads back to the time from which a stream was closed, once it is open again and the first rows are read', async () => {
  const { catchUp, added, cursors, isLost } = catchingUp(5);
  catchUp.opened(timeOf(0));
  catchUp.saw([row(2)]);
  catchUp.interrupted();
  catchUp.opened(timeOf(5));
  expect(cursors).toEqual([]);

  catchUp.begin();

  await expect.poll(() => added).toEqual([5, 4, 3, 2, 1]);
  expect(isLost()).toBe(false);
});

it('gives up after ten pages, so that the search starts again', async () => {
  const { catchUp, added, isLost } = catchingUp(100);
  catchUp.begin();
  catchUp.opened(timeOf(0));
  catchUp.paused();
  catchUp.opened(timeOf(100));

  await expect.poll(isLost).toBe(true);
  expect(added).toHaveLength(10);
});
