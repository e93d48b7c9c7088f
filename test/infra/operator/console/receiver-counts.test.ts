import { expect, it } from 'vitest';
import { ReceiverCounts } from '../../../../infra/operator/console/receiver-counts.ts';

const STARTED = '2026-03-04T05:06:07.000Z';
const call = { at: STARTED, command: 'callbackAfterJoinGroupCommand', outcome: 'recorded' };

it('has no latency and no losses before the first callback', () => {
  expect(new ReceiverCounts(STARTED).health(2)).toEqual({
    startedAt: STARTED,
    calls: 0,
    queueDepth: 2,
    writeFailures: { queued: 0, onlyLogged: 0 },
  });
});

it('takes latencies of the newest callbacks only', () => {
  const counts = new ReceiverCounts(STARTED);
  for (let sent = 0; sent < 1_000; sent += 1) counts.add({ ...call, milliseconds: 500 });
  for (let sent = 0; sent < 1_000; sent += 1) counts.add({ ...call, milliseconds: sent < 500 ? 4 : 6 });

  expect(counts.health(0)).toMatchObject({ calls: 2_000, latencyMs: { median: 6, p99: 6 }, losses: { lost: 0 } });
});

it('counts a record that was queued after its answer as queued', () => {
  const counts = new ReceiverCounts(STARTED);
  counts.add({ ...call, milliseconds: 1, storedIn: 'queue' });
  counts.add({ ...call, milliseconds: 1, outcome: 'notRecorded', storedIn: 'log', error: 'TimeoutError' });
  expect(counts.health(0)).toMatchObject({
    writeFailures: { queued: 1, onlyLogged: 1 },
    lastFailure: { at: STARTED, error: 'TimeoutError' },
  });

  counts.queuedLate();

  expect(counts.health(0).writeFailures).toEqual({ queued: 2, onlyLogged: 0 });
  expect(counts.lastCall).toEqual({ at: STARTED, callback: 'AfterJoinGroup', outcome: 'notRecorded' });
});
