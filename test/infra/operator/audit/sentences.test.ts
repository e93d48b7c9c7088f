import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortName } from '../../../../functions/openim/catalogue.ts';
import { peopleOf } from '../../../../functions/openim/people.ts';
import { wireCallbacks } from '../../../../functions/openim/wire-callbacks.ts';
import { wireFields } from '../../../../functions/openim/wire-fields.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { templateOf } from '../../../../infra/operator/audit/sentence-templates.ts';
import { sentenceAbout } from '../../../../infra/operator/audit/sentences.ts';

const RECORD: AuditRecord = {
  eventID: 'e',
  receivedAt: '2026-03-04T05:06:07.089001Z',
  dayShard: '2026-03-04#0',
  command: '',
  outcome: 'recorded',
  sourceIP: '192.0.2.7',
  requestID: 'r',
};

const about = (command: string, event: Record<string, unknown>) => sentenceAbout({ ...RECORD, command, event });

/** A body in which every field has a value, and every person another name. */
function fullBody(command: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [path, { type }] of Object.entries(wireFields[command] ?? {})) {
    const [name = '', field] = path.split('.');
    const value = type === 'integer' ? 1 : type === 'boolean' ? true : path.replace(/\W/g, '');
    if (!name.endsWith('[]')) body[name] = value;
    else if (field === undefined) body[name.slice(0, -2)] = [value];
    else {
      const [first = {}] = (body[name.slice(0, -2)] ?? []) as Record<string, unknown>[];
      body[name.slice(0, -2)] = [{ ...first, [field]: value }];
    }
  }
  return body;
}

/** People whom sentences leave out, because servers put the same person into two fields, or never fill the field. */
const LEFT_OUT = ['notificationUserID', 'sendID', 'receiveID'];

describe('every callback that a known server sends', () => {
  it.each(Object.keys(wireCallbacks))('%s has a sentence that names everybody', (command) => {
    expect(templateOf(shortName(command))).toBeDefined();
    const body = fullBody(command);
    const sentence = about(command, body);

    expect(sentence).not.toMatch(/[{}[\]]|omebody|undefined|a group[^ ]/);
    const isRead = /Read/.test(command);
    for (const { userID } of peopleOf(command, body))
      if (!LEFT_OUT.includes(userID) || !(isRead || userID === 'notificationUserID'))
        expect(sentence).toContain(userID);
    if ('groupID' in body && templateOf(shortName(command))?.includes('{group}'))
      expect(sentence).toContain('the group groupID');
  });

  it('shares its sentence with its other spellings, and with no other callback', () => {
    const names = Object.keys(wireCallbacks).map(shortName);
    const byTemplate = Object.groupBy(names, (name) => templateOf(name) ?? '');
    const shared = Object.values(byTemplate).map((spellings = []) => [...new Set(spellings)].sort().join(' '));
    expect(shared.filter((spellings) => spellings.includes(' ')).sort()).toEqual([
      'AfterDisMissGroup DisMissGroup',
      'AfterGroupMsgRead GroupMsgRead',
      'AfterKickGroup KillGroup',
      'AfterQuitGroup QuitGroup',
      'AfterSetGroupInfo AfterSetGroupInfoEx',
      'AfterSingleMsgRead SingleMsgRead',
      'AfterTransferGroupOwner TransferGroupOwnerAfter',
      'AfterUpdateUserInfo AfterUpdateUserInfoEx',
      'AfterUserKickOff UserKickOff',
      'AfterUserOffline UserOffline',
      'AfterUserOnline UserOnline',
      'BeforeGroupOnlinePush SuperGroupOnlinePush',
      'BeforeMemberJoinGroup BeforeMembersJoinGroup',
      'BeforeMsgModify MsgModify',
      'BeforeOfflinePush OfflinePush',
      'BeforeOnlinePush OnlinePush',
      'BeforeSetGroupInfo BeforeSetGroupInfoEx',
      'BeforeUpdateUserInfo BeforeUpdateUserInfoEx',
    ]);
  });
});

const members = Array.from({ length: 100 }, (_, index) => `m${index + 1}`);

describe('a sentence', () => {
  it.each([
    {
      command: 'callbackAfterKickGroupCommand',
      event: { groupID: 'g77', kickedUserIDs: ['bob'], reason: 'rude' },
      says: 'bob was removed from the group g77 by an unknown operator. Reason: rude',
    },
    {
      command: 'callbackAfterKickGroupCommand',
      event: { groupID: 'g77', kickedUserIDs: ['bob', 'dan'], reason: '' },
      says: 'bob and dan were removed from the group g77 by an unknown operator',
    },
    {
      command: 'callbackAfterJoinGroupCommand',
      event: { groupID: 'g77', userID: 'carol', joinSource: 3 },
      says: 'carol joined the group g77',
    },
    {
      command: 'callbackAfterJoinGroupCommand',
      event: { groupID: 'g77', userID: 'carol', inviterUserID: 'dan', reqMessage: 'let me in' },
      says: 'carol joined the group g77, invited by dan. Message: "let me in"',
    },
    {
      command: 'callbackAfterAddFriendCommand',
      event: { fromUserID: 'zoe', toUserID: 'yan' },
      says: 'zoe asked yan to become friends',
    },
    {
      command: 'callbackAfterAddFriendAgreeCommand',
      event: { fromUserID: 'zoe', blackUserID: 'yan', HandleResult: 1 },
      says: 'yan agreed to become friends with zoe',
    },
    {
      command: 'callbackAfterAddFriendAgreeCommand',
      event: { fromUserID: 'zoe', blackUserID: 'yan', HandleResult: -1 },
      says: 'yan declined to become friends with zoe',
    },
    {
      command: 'callbackAfterSetGroupInfoCommand',
      event: { groupID: 'g77', groupName: '', notification: 'hear', ex: '', needVerification: 0 },
      says: 'An unknown operator changed the information of the group g77: notification to hear',
    },
    {
      command: 'callbackAfterDisMissGroupCommand',
      event: { groupID: 'g77', ownerID: 'alice', membersID: members },
      says: 'An unknown operator dismissed the group g77 of the owner alice with the members m1, m2, m3 and 97 others',
    },
    {
      command: 'callbackAfterDisMissGroupCommand',
      event: { groupID: 'g77', ownerID: 'alice', membersID: [] },
      says: 'An unknown operator dismissed the group g77 of the owner alice',
    },
    {
      command: 'callbackBeforeSetGroupMemberInfoCommand',
      event: { groupID: 'g77', userID: 'bob', nickName: '小明 🎈', ex: '', roleLevel: 60 },
      says: 'An unknown operator was about to change the information of bob in the group g77: nickName to "小明 🎈", ex to "", roleLevel to 60',
    },
    {
      command: 'callbackBeforeSetGroupInfoCommand',
      event: { groupID: 'g77', groupName: 'new', notification: '', needVerification: 0 },
      says: 'An unknown operator was about to change the information of the group g77: groupName to new',
    },
    {
      command: 'callbackAfterTransferGroupOwner',
      event: { groupID: 'g77', oldOwnerUserID: 'alice', newOwnerUserID: 'bob' },
      says: 'The ownership of the group g77 went from alice to bob',
    },
    {
      command: 'callbackAfterKickGroupCommand',
      event: { kickedUserIDs: 7 },
      says: 'Somebody was removed from a group by an unknown operator',
    },
    {
      command: 'callbackOfALaterVersionCommand',
      event: { groupID: 'g77', userID: 'bob', friendUserIDs: ['dan'] },
      says: 'A callback OfALaterVersion arrived, about g77, naming bob and dan',
    },
  ])('says: $says', ({ command, event, says }) => {
    expect(about(command, event)).toBe(says);
  });

  it('says of an invalid body what is wrong with it', () => {
    const command = 'callbackAfterKickGroupCommand';
    const record = {
      ...RECORD,
      command,
      outcome: 'malformed',
      reason: 'groupID must be  a string',
      body: '[',
    } as const;
    expect(sentenceAbout(record)).toBe(
      'A callback AfterKickGroup had an invalid body. Reason: groupID must be a string',
    );
    expect(sentenceAbout({ ...record, body: '{"groupID":"g77"}' })).toContain('AfterKickGroup about the group g77 had');
  });

  it('reads the body of a record whose event could not be written', () => {
    const body = '{"groupID":"g77","userID":"carol"}';
    const record = { ...RECORD, command: 'callbackAfterQuitGroupCommand', outcome: 'failed', body } as const;
    expect(sentenceAbout(record)).toBe('carol left the group g77');
  });

  it('shows nobody as a part of itself', () => {
    const command = 'callbackAfterQuitGroupCommand';
    for (const userID of ['and', 'Somebody', 'a,', 'x.', 'bob left the group g1', '', '{group}', '[x]', '\u3164', '$&'])
      expect(about(command, { groupID: 'g77', userID })).toBe(
        userID === ''
          ? 'Somebody left the group g77'
          : `${JSON.stringify(userID).replace('\u3164', '\\u3164')} left the group g77`,
      );
  });

  it('stays one line without gaps, whatever others wrote', () => {
    const unit = fc.constantFrom(...'a{}[]=$&"\\, .\t\n\r\u2003\u3000\u2800\u202E\u009b\u001b\u2028小');
    const text = fc.string({ unit });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(wireCallbacks)), text, (command, hostile) => {
        const body = JSON.parse(JSON.stringify(fullBody(command)), (name, value) =>
          typeof value === 'string' && name !== 'callbackCommand' ? hostile : value,
        );
        const sentence = about(command, body);
        expect(sentence).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2003\u3000\u2800\u2028]/u);
        expect(sentence.replace(/"(?:[^"\\]|\\.)*"/g, 'Q')).toMatch(/^[\p{L}\p{N}_,.:=@#/+ -]*$/u);
        expect(sentence.replace(/"(?:[^"\\]|\\.)*"/g, 'Q')).not.toContain('  ');
      }),
    );
  });
});
