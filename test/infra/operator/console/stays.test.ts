import { describe, expect, it } from 'vitest';
import { memberEventOf } from '../../../../infra/operator/console/stories/member-event.ts';
import { staysOf } from '../../../../infra/operator/console/stories/stays.ts';
import { recorded } from '../../../support/recorded.ts';

const groupID = 'g';
const DAY = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
const at = (day: number) => DAY(day).replace('Z', '000Z');

/** Returns the stays that callbacks of one day each tell. */
function staysAfter(
  ...callbacks: readonly (readonly [callback: string, fields: object, outcome?: 'allowed' | 'refused'])[]
) {
  const records = callbacks.map(([callback, fields, outcome], index) =>
    recorded({ callback, event: { groupID, ...fields }, at: DAY(index + 1), ...(outcome && { outcome }) }),
  );
  return staysOf(records.flatMap((record) => memberEventOf(record) ?? []));
}

it('knows those who created, joined, left and were removed, with their times', () => {
  const stays = staysAfter(
    ['AfterCreateGroup', { creatorUserID: 'admin', ownerUserID: 'o', initMemberList: [{ userID: 'a' }] }],
    ['AfterJoinGroup', { userID: 'b' }],
    ['AfterQuitGroup', { userID: 'a' }],
    ['AfterKickGroup', { kickedUserIDs: ['b'] }],
    ['AfterJoinGroup', { userID: 'a' }],
  );

  expect(stays).toEqual([
    { userID: 'a', from: at(1), until: at(3), end: 'left' },
    { userID: 'o', from: at(1) },
    { userID: 'b', from: at(2), until: at(4), end: 'kicked' },
    { userID: 'a', from: at(5) },
  ]);
});

describe('where the beginning was not recorded', () => {
  it.each([
    { callback: 'AfterQuitGroup', fields: { userID: 'x' }, stay: { until: at(1), end: 'left' } },
    { callback: 'AfterKickGroup', fields: { kickedUserIDs: ['x'] }, stay: { until: at(1), end: 'kicked' } },
    { callback: 'AfterTransferGroupOwner', fields: { oldOwnerUserID: 'x' }, stay: {} },
    { callback: 'AfterDisMissGroup', fields: { membersID: ['x'] }, stay: { until: at(1), end: 'dismissed' } },
  ])('knows from $callback that the user was a member before', ({ callback, fields, stay }) => {
    expect(staysAfter([callback, fields])).toEqual([{ userID: 'x', ...stay }]);
  });
});

describe('an invitation, after which OpenIM sends no callback', () => {
  const asked = ['BeforeMembersJoinGroup', { memberList: [{ userID: 'x' }] }] as const;

  it('is expected to be a membership when it was allowed', () => {
    expect(staysAfter([...asked, 'allowed'])).toEqual([{ userID: 'x', from: at(1), isExpected: true }]);
  });

  it('is none when it was refused', () => {
    expect(staysAfter([...asked, 'refused'])).toEqual([]);
  });

  it('is certain once the joining is reported, and then began with it', () => {
    expect(staysAfter([...asked, 'allowed'], ['AfterJoinGroup', { userID: 'x' }])).toEqual([
      { userID: 'x', from: at(2) },
    ]);
  });
});

it('ends every membership with the group, and only once', () => {
  const stays = staysAfter(
    ['AfterJoinGroup', { userID: 'a' }],
    ['AfterDisMissGroup', { ownerID: 'o', membersID: ['a', 'o'] }],
    ['AfterDisMissGroup', { ownerID: 'o', membersID: [] }],
  );

  expect(stays.filter(({ userID }) => userID === 'a')).toEqual([
    { userID: 'a', from: at(1), until: at(2), end: 'dismissed' },
  ]);
  expect(stays.every(({ until }) => until !== undefined)).toBe(true);
});
