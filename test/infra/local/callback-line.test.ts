import { expect, it } from 'vitest';
import { callbackLine } from '../../../infra/local/callback-line.ts';

const HANDLED = { command: 'callbackAfterJoinGroupCommand', outcome: 'recorded', milliseconds: 1.25 } as const;
const NOW = new Date('2026-03-04T05:06:07.089Z');

it.each([
  { ids: { groupID: '3264894561', userID: '小明' }, shown: '3264894561  小明        ' },
  { ids: {}, shown: '-           -         ' },
  { ids: { groupID: '-', userID: 'u  refused' }, shown: '"-"         "u  refused"' },
  { ids: { groupID: 'g\u3000\u2003', userID: 'u\u202E\u009b' }, shown: '"g\\u3000\\u2003"  "u\\u202e\\u009b"' },
  { ids: { groupID: 'g'.repeat(41), userID: 'u' }, shown: `${'g'.repeat(40)}…  u         ` },
])('shows identifiers as one word each: $ids', ({ ids, shown }) => {
  expect(callbackLine({ ...HANDLED, isUnknown: false, ...ids }, NOW)).toBe(
    `05:06:07.089  AfterJoinGroup            ${shown}  recorded  1.3 ms`,
  );
});

it('truncates a long name of a callback, so that the columns stay aligned', () => {
  const command = 'callbackBeforeGroupMemberOnlineStatusChangeCommand';
  expect(callbackLine({ ...HANDLED, command, isUnknown: false, groupID: 'g' }, NOW)).toBe(
    '05:06:07.089  BeforeGroupMemberOnline…  g           -           recorded  1.3 ms',
  );
});

it('marks a test', () => {
  expect(callbackLine({ ...HANDLED, isUnknown: false, isTest: true }, NOW)).toMatch(
    / {2}recorded \(test\) {2}1\.3 ms$/,
  );
});

it('marks a repeat', () => {
  expect(callbackLine({ ...HANDLED, isUnknown: false, isRepeat: true }, NOW)).toMatch(
    / {2}recorded \(repeat\) {2}1\.3 ms$/,
  );
});
