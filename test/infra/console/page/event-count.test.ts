import { expect, it } from 'vitest';
import type { EventRow, TimelineBucket } from '../../../../infra/console/contract/events.ts';
import { EventCount, type TimelineCounts } from '../../../../infra/console/page/events/event-count.ts';

const START = Date.parse('2026-03-04T05:00:00Z');
const timeOf = (minute: number) => new Date(START + minute * 60_000).toISOString();
const row = (minute: number, eventID = `event-${minute}`): EventRow => ({
  ...{ eventID, receivedAt: timeOf(minute), command: 'callbackAfterJoinGroupCommand', callback: 'AfterJoinGroup' },
  ...{ timing: 'after', outcome: 'recorded', summary: '' },
});
const counted = (minute: number, count: number): TimelineBucket => ({
  ...{ at: START + minute * 60_000, callback: 'AfterJoinGroup', outcome: 'recorded', count },
});

/** A count with a server whose parts a test gives. */
function counting() {
  const parts: PromiseWithResolvers<{ buckets: TimelineBucket[]; cursor?: string }>[] = [];
  let counts: Partial<TimelineCounts> = {};
  const count = new EventCount(
    () => {
      const part = Promise.withResolvers<{ buckets: TimelineBucket[]; cursor?: string }>();
      parts.push(part);
      return part.promise;
    },
    (change) => {
      counts = { ...counts, ...change };
    },
  );
  const total = () => counts.buckets?.reduce((sum, bucket) => sum + bucket.count, 0) ?? 0;
  return { count, parts, total, isLoading: () => counts.isLoading };
}

it('counts an event once that comes live, and is found by the list, too', async () => {
  const { count, parts, total, isLoading } = counting();

  count.addLive([row(9), row(10)]);
  count.addFound([row(10), row(9), row(8)]);
  await count.countOlder({});
  count.addLive([row(10), row(11)]);

  expect(total()).toBe(4);
  expect(parts).toEqual([]);
  expect(isLoading()).toBe(false);
});

it('counts an event once that comes late, while the server counts its time', async () => {
  const { count, parts, total } = counting();
  count.addLive([row(1, 'late before')]);
  count.addFound([row(10)]);
  const done = count.countOlder({ cursor: 'c', from: timeOf(10) });
  count.addLive([row(2, 'late'), row(11)]);

  parts[0]?.resolve({ buckets: [counted(1, 1), counted(2, 1), counted(3, 5)] });
  await done;
  count.addLive([row(4, 'after the count')]);

  expect(total()).toBe(10);
});

it('does not count again what the server has counted, when rows are read again', async () => {
  const { count, parts, total } = counting();
  count.addFound([row(10)]);
  const done = count.countOlder({ cursor: 'c', from: timeOf(10) });
  parts[0]?.resolve({ buckets: [counted(9, 1)], cursor: 'd' });
  count.addFound([row(12), row(10), row(9)]);
  await expect.poll(() => parts.length).toBe(2);
  parts[1]?.resolve({ buckets: [counted(8, 1)] });
  await done;

  expect(total()).toBe(4);
});
