import { expect, it } from 'vitest';
import { expectFirstCallback, silenceText } from '../../../infra/local/silence-notice.ts';

/** Starts the notice with a timer that is run by hand. */
function startNotice() {
  const notices: string[] = [];
  const timers = new Map<() => void, number>();
  const startTimer = (callback: () => void, delayMs: number) => {
    timers.set(callback, delayMs);
    return () => void timers.delete(callback);
  };
  const onCallback = expectFirstCallback(() => notices.push('silence'), startTimer);
  return { notices, timers, onCallback };
}

it('reports once, after a minute, that no callback came', () => {
  const { notices, timers } = startNotice();

  expect([...timers.values()]).toEqual([60_000]);
  for (const run of timers.keys()) run();

  expect(notices).toEqual(['silence']);
});

it('reports nothing after a callback', () => {
  const { timers, onCallback } = startNotice();

  onCallback();
  onCallback();

  expect(timers.size).toBe(0);
});

it('names what to check', () => {
  const text = silenceText(12_345);

  for (const what of ['restarted', 'enable: true', 'port 12345', 'curl http://HOST:12345/health', '--host 0.0.0.0'])
    expect(text).toContain(what);
});
