import { expect, it } from 'vitest';
import type { EventRow } from '../../../../infra/console/contract/events.ts';
import { Inbox } from '../../../../infra/operator/console/follow/inbox.ts';

const row = (eventID: string): EventRow => ({
  ...{ eventID, receivedAt: '', command: '', callback: '', timing: 'after', outcome: '', summary: '' },
});
const never = new AbortController().signal;

it('hands over what arrived in its order, and waits when nothing has', async () => {
  const inbox = new Inbox(() => ({ code: 'database', message: 'down' }));
  const waiting = inbox.take(60_000, never);
  inbox.onRows([row('1')]);
  expect(await waiting).toEqual([['events', [row('1')]]]);

  inbox.onRows([row('2')]);
  inbox.onRows([row('3')]);
  inbox.onFailure(new Error());
  expect(await inbox.take(60_000, never)).toEqual([
    ['events', [row('2'), row('3')]],
    ['failure', { code: 'database', message: 'down' }],
  ]);
});

it('has nothing when the time is over or the page is gone', async () => {
  const inbox = new Inbox(() => ({ code: 'failed', message: '' }));
  const gone = new AbortController();
  const waiting = inbox.take(60_000, gone.signal);
  gone.abort();

  expect(await waiting).toEqual([]);
  expect(await inbox.take(60_000, gone.signal)).toEqual([]);
  expect(await inbox.take(1, never)).toEqual([]);
});

it('keeps a limited number of rows for a page that does not take them, and counts the others', async () => {
  const inbox = new Inbox(() => ({ code: 'failed', message: '' }));
  for (let sent = 0; sent < 5_000; sent += 1) inbox.onRows([row(String(sent))]);

  const [events, gap] = await inbox.take(60_000, never);

  expect(events?.[1]).toHaveLength(2_000);
  expect(gap).toEqual(['gap', { leftOut: 3_000 }]);
});
