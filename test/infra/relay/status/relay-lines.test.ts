import { expect, it } from 'vitest';
import { LimitedLines } from '../../../../infra/relay/limited-lines.ts';
import {
  discardedLine,
  durationOf,
  nearlyFullLine,
  stateLine,
  waitingLine,
} from '../../../../infra/relay/status/relay-lines.ts';

const target = { name: 'receiver', address: 'https://host/prod', waiting: 1_234, oldestSeconds: 301, delivered: 0 };

it('says what waits, for whom, since when and why', () => {
  expect(waitingLine({ ...target, state: 'away', reason: 'ECONNREFUSED' })).toBe(
    '1234 callbacks wait for https://host/prod, the oldest for 5 min. The receiver cannot be reached (ECONNREFUSED).',
  );
  expect(waitingLine({ ...target, waiting: 1, state: 'open' })).toBe(
    '1 callback waits for https://host/prod, the oldest for 5 min. Deliveries go on.',
  );
});

it('says what to do about a token that is not accepted', () => {
  expect(stateLine(target, { cause: 'unauthorised', reason: 'HTTP 401' })).toContain(
    'Set RELAY_TO to the address with a valid token',
  );
});

it('names what was discarded, also what the spool could not read', () => {
  const discarded = { target: 'receiver', discardedAt: '2026-11-30T23:00:00.000Z' };
  const receivedAt = '2026-11-24T13:34:24.328000Z';
  expect(discardedLine({ ...discarded, id: 'id1', receivedAt, path: '/callbackX?contenttype=json' })).toBe(
    'Discarded by relay set-aside at 2026-11-30T23:00:00.000Z: callbackX for the receiver, ID id1, received 2026-11-24T13:34:24.328000Z.',
  );
  expect(discardedLine({ ...discarded, id: '', receivedAt: '', path: '/' })).toBe(
    'Discarded by relay set-aside at 2026-11-30T23:00:00.000Z: a callback in damaged pages for the receiver.',
  );
});

it.each([
  { fills: { setAside: 0, log: 0 }, says: 'Restore the deliveries, or raise --spool-limit.' },
  { fills: { setAside: 40, log: 1 }, says: 'Restore the deliveries, or raise --spool-limit.' },
  {
    fills: { setAside: 50, log: 1 },
    says: 'Most of it is set aside: retry, or export and discard that, with relay set-aside.',
  },
  {
    fills: { setAside: 20, log: 45 },
    says: 'Most of it is the log that another program keeps by reading: end that program.',
  },
])('says what fills a spool of 85 bytes: $fills', ({ fills, says }) => {
  expect(nearlyFullLine({ spoolBytes: 85, spoolLimitBytes: 100 }, fills)).toBe(
    `The spool is 85 % full, and at 100 % callbacks are rejected. ${says}`,
  );
});

it.each([
  { seconds: 0, text: '0 s' },
  { seconds: 59, text: '59 s' },
  { seconds: 3_600, text: '1 h' },
  { seconds: 200_000, text: '2 d' },
])('shows $seconds seconds as $text', ({ seconds, text }) => {
  expect(durationOf(seconds)).toBe(text);
});

it('prints the first line of a kind at once, and others counted every ten seconds', () => {
  const clock = { ms: 0 };
  const printed: string[] = [];
  const lines = new LimitedLines(
    (line) => printed.push(line),
    () => clock.ms,
  );
  for (const text of ['a', 'b', 'c']) lines.print('kind', text);
  lines.print('other', 'd');
  clock.ms = 10_000;
  lines.print('kind', 'e');

  expect(printed).toEqual(['a', 'd', 'e (and 2 more since the last line)']);
});
