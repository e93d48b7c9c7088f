import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../../support/commands.ts';
import { putRecorded, recorded } from '../../../support/recorded.ts';
import { auditTable } from '../../../support/table.ts';

const table = await auditTable(afterAll);
const members = (...argv: string[]) =>
  runHere(['audit', 'members', ...argv], { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint, TZ: 'UTC' });

const DAY = (day: number) => `2026-03-0${day}T00:00:00.000Z`;

/** A callback of a group on one day of March. */
const told = (groupID: string, day: number, callback: string, fields: object, outcome?: 'allowed' | 'refused') =>
  recorded({ callback, event: { groupID, ...fields }, at: DAY(day), ...(outcome && { outcome }) });

await putRecorded(
  table,
  told('g', 1, 'AfterCreateGroup', { creatorUserID: 'o', ownerUserID: 'o', initMemberList: [{ userID: 'a' }] }),
  told('g', 2, 'BeforeMembersJoinGroup', { memberList: [{ userID: 'invited' }, { userID: '小明 ,"x"' }] }, 'allowed'),
  told('g', 2, 'BeforeMembersJoinGroup', { memberList: [{ userID: 'not admitted' }] }, 'refused'),
  told('g', 3, 'AfterJoinGroup', { userID: 'b' }),
  told('g', 4, 'AfterKickGroup', { kickedUserIDs: ['a'] }),
  told('g', 5, 'AfterTransferGroupOwner', { oldOwnerUserID: 'o', newOwnerUserID: 'b' }),
  told('g', 6, 'AfterDisMissGroup', { ownerID: 'b', membersID: ['b', 'o'] }),
  told('half', 2, 'AfterJoinGroup', { userID: 'x' }),
  told('half', 3, 'AfterTransferGroupOwner', { oldOwnerUserID: 'old', newOwnerUserID: 'x' }),
  { ...told('half', 4, 'AfterQuitGroup', { userID: 'x' }), replayOf: '0123456789abcdef0123456789abcdef' },
);

describe('npm run audit -- members', () => {
  it('shows who was in a group at a time, since when and how, and who may not have come', async () => {
    const { code, stdout, stderr } = await members('g', '--at', '2026-03-03T12:00Z');

    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'USER           SINCE (UTC)              HOW                ROLE',
      'o              2026-03-01 00:00:00.000  added at creation  owner, creator',
      'a              2026-03-01 00:00:00.000  added at creation  -',
      'invited        2026-03-02 00:00:00.000  allowed to join    -',
      String.raw`"小明 ,\"x\""  2026-03-02 00:00:00.000  allowed to join    -`,
      'b              2026-03-03 00:00:00.000  joined             -',
      '',
    ]);
    expect(stderr).toMatch(
      /^Known from the beginning: the creation is recorded, at 2026-03-01 00:00:00\.000 \(UTC\)\.\n2 are only allowed to join: OpenIM asked first, and reported neither a join nor a leave\.\nNo leave or removal is recorded\. While afterQuitGroup and afterKickGroupMember are off in OpenIM, those who left stay in this list\. npm run webhooks turns them on\.\nRead 4 rows of the index byGroup with [\d.]+ read units in \d+ requests\.\n$/,
    );
  });

  it('counts what happened at that very time', async () => {
    const { stdout, stderr } = await members('g', '--at', DAY(4));
    expect(stderr).not.toContain('No leave or removal is recorded.');
    expect(stdout).not.toMatch(/^a /m);
    expect(stdout).toMatch(/^b /m);
  });

  it('knows nobody after a dismissal, and says so', async () => {
    const { code, stdout, stderr } = await members('g');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nobody is known to be in g at .* \(UTC\)\.\n$/);
    expect(stderr).toContain('The group was dismissed at 2026-03-06 00:00:00.000 (UTC).\n');
  });

  it('says what is missing when the creation is not recorded, and ignores replays', async () => {
    const { stdout, stderr } = await members('half');

    expect(stdout.split('\n')).toEqual([
      'USER  SINCE (UTC)              HOW                          ROLE',
      'old   -                        known from a later callback  -',
      'x     2026-03-02 00:00:00.000  joined                       owner',
      '',
    ]);
    expect(stderr).toContain(
      'Known since 2026-03-02 00:00:00.000 (UTC), the first record. Members from before are missing unless a later callback named them.\n',
    );
  });

  it('prints one JSON object, or CSV, for programs', async () => {
    const at = ['--at', '2026-03-05T12:00:00Z'];
    expect(JSON.parse((await members('g', ...at, '--json')).stdout)).toEqual({
      groupID: 'g',
      at: '2026-03-05T12:00:00.000Z',
      knownSince: '2026-03-01T00:00:00.000000Z',
      createdAt: '2026-03-01T00:00:00.000000Z',
      ownerID: 'b',
      creatorID: 'o',
      members: [
        { userID: 'o', since: '2026-03-01T00:00:00.000000Z', how: 'created', roles: ['creator'] },
        { userID: 'invited', since: '2026-03-02T00:00:00.000000Z', how: 'expected', roles: [] },
        { userID: '小明 ,"x"', since: '2026-03-02T00:00:00.000000Z', how: 'expected', roles: [] },
        { userID: 'b', since: '2026-03-03T00:00:00.000000Z', how: 'joined', roles: ['owner'] },
      ],
    });
    expect((await members('g', ...at, '--csv')).stdout).toBe(
      [
        'userID,since,how,roles',
        'o,2026-03-01T00:00:00.000000Z,created,creator',
        'invited,2026-03-02T00:00:00.000000Z,expected,',
        '"小明 ,""x""",2026-03-02T00:00:00.000000Z,expected,',
        'b,2026-03-03T00:00:00.000000Z,joined,owner',
        '',
      ].join('\r\n'),
    );
  });

  it('takes the filter of a search for an ID', async () => {
    const at = ['--at', '2026-03-03T12:00Z', '--json'];
    expect((await members('group:g', ...at)).stdout).toBe((await members('g', ...at)).stdout);
  });

  it('does not tell the future', async () => {
    expect(await members('g', '--at', '9999-01-01')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: '--at is in the future. Give a time that has passed, or leave it out.\n',
    });
  });

  it('says that nothing is recorded about a group, and rejects a time that is none', async () => {
    const nothing = await members('none', '--json');
    expect(JSON.parse(nothing.stdout)).toEqual({ groupID: 'none', at: expect.any(String), members: [] });
    expect(nothing.stderr).toContain('Nothing is recorded about none up to that time in ');
    expect(await members('g', '--at', 'noon')).toMatchObject({
      code: 2,
      stderr: '--at must be a time such as 2h, 7d, 14:00, yesterday, yesterdayT14:00 or 2026-03-04T05:00Z.\n',
    });
    expect((await members()).code).toBe(2);
  });
});
