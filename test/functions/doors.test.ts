import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { CallbackName } from '../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { bodyOf } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { verdictOf } from '../support/go.ts';
import { documentOf } from '../support/policy.ts';
import { auditTable, everyItem, policyTable } from '../support/table.ts';

const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

const rude = { kind: 'terms', terms: ['spam'], errCode: 5077, message: 'Please be polite.' };
const DOCUMENT = {
  nickName: [
    { kind: 'trim', id: 'trim' },
    { ...rude, id: 'rude' },
  ],
  faceURL: [{ kind: 'hosts', id: 'hosts', allow: ['a.example'], replaceWith: 'https://a.example/' }],
  ex: [{ kind: 'bytes', id: 'small', max: 10 }],
  groupName: [
    { kind: 'trim', id: 'trim-name' },
    { ...rude, id: 'rude-name' },
  ],
  groupText: [
    { kind: 'trim', id: 'trim-text' },
    { ...rude, id: 'rude-text' },
  ],
  groupEx: [{ kind: 'json', id: 'json' }],
  roleLevel: [{ kind: 'levels', id: 'levels', allow: [20], setTo: 20 }],
};

async function receiver(document: object, settings: Record<string, string> = {}) {
  const table = await auditTable();
  const policies = await policyTable(table);
  await putVersion(policies, ALL_GROUPS, documentOf(document), { changedAt: '2026-03-04T05:06:07.089Z' });
  const functions = await loadFunctions(table.endpoint, { POLICY_TABLE_NAME: policies.name, ...settings });
  const send = async (name: CallbackName, body: object) => {
    const { status, answer } = await call(functions, name, { body, receivedAt: '2026-03-04T05:06:07.089Z' });
    expect(status).toBe(200);
    return answer;
  };
  const records = () => everyItem(table);
  return { send, records, policies };
}

const users = [
  { userID: 'u-1', nickname: 'Zoë', faceURL: '', ex: '', createTime: 0, appMangerLevel: 0, globalRecvMsgOpt: 0 },
  {
    userID: 'u-2',
    nickname: ' 小李',
    faceURL: 'https://b.example/',
    ex: '{}',
    createTime: 1_700_000_000_000,
    new: [null],
  },
];
const [first, second] = users;

const group = { groupID: 'g-600', introduction: '', faceURL: '' };
const member = (roleLevel: number) => [
  { userID: 'u-1', roleLevel: 100 },
  { userID: 'u-2', roleLevel },
];
const ordinary = { initMemberList: member(20) };

interface Row {
  readonly name: CallbackName;
  readonly change: object;
  /** Fields of the answer beside the code. */
  readonly answer: object;
  readonly changes: object;
}

/** Requests that are changed, each with what its answer has. */
const changed: Row[] = [
  {
    name: 'before-update-user-info',
    change: { nickName: ' bob ', faceURL: '' },
    answer: { nickName: 'bob' },
    changes: { nickName: { before: ' bob ', after: 'bob' } },
  },
  {
    name: 'before-update-user-info-ex',
    change: { nickName: null, faceURL: 'https://b.example/', ex: null },
    answer: { faceURL: 'https://a.example/' },
    changes: { faceURL: { before: 'https://b.example/', after: 'https://a.example/' } },
  },
  {
    name: 'before-user-register',
    change: { users },
    answer: { users: [first, { ...second, nickname: '小李', faceURL: 'https://a.example/' }] },
    changes: {
      'users[1].nickname': { before: ' 小李', after: '小李' },
      'users[1].faceURL': { before: 'https://b.example/', after: 'https://a.example/' },
    },
  },
  {
    name: 'before-create-group',
    change: { ...ordinary, groupName: ' climbers', notification: 'hush ', introduction: '' },
    answer: { groupName: 'climbers', notification: 'hush' },
    changes: {
      groupName: { before: ' climbers', after: 'climbers' },
      notification: { before: 'hush ', after: 'hush' },
    },
  },
  {
    name: 'before-set-group-info',
    change: { groupName: ' climbers' },
    answer: { ...group, groupName: 'climbers' },
    changes: { groupName: { before: ' climbers', after: 'climbers' } },
  },
  {
    name: 'before-set-group-info-ex',
    change: { notification: null, introduction: ' hush', faceURL: '', ex: '{}' },
    answer: { groupID: 'g-600', introduction: 'hush', faceURL: '', ex: '{}', needVerification: 1 },
    changes: { introduction: { before: ' hush', after: 'hush' } },
  },
];

describe.each(changed)('$name', ({ name, change, answer, changes }) => {
  const body = { ...bodyOf(name), ...change };

  it('answers the changes, and what OpenIM would blank', async () => {
    const { send, records } = await receiver(DOCUMENT);

    expect(await send(name, body)).toEqual({ ...GO_ON, ...answer });
    expect(await records()).toMatchObject([
      { outcome: 'changed', decision: { verdict: 'change', mode: 'enforce', changes, policyVersion: { all: 1 } } },
    ]);
  });

  it('changes nothing in monitor mode', async () => {
    const { send, records } = await receiver({ ...DOCUMENT, mode: 'monitor' });
    const unchanged = await receiver({});

    expect(await send(name, body)).toEqual(await unchanged.send(name, body));
    expect(await records()).toMatchObject([
      { outcome: 'allowed', decision: { verdict: 'allow', wouldBe: 'change', mode: 'monitor', changes } },
    ]);
  });
});

const refused: (Omit<Row, 'answer' | 'changes'> & { readonly field: string; readonly rule: string })[] = [
  { name: 'before-update-user-info', change: { nickName: 'spam' }, field: 'nickName', rule: 'rude' },
  { name: 'before-update-user-info-ex', change: { nickName: 'ｓｐａｍ' }, field: 'nickName', rule: 'rude' },
  {
    name: 'before-user-register',
    change: { users: [first, { ...first, userID: 'u-2', nickname: 'spam' }] },
    field: 'users[1].nickname',
    rule: 'rude',
  },
  {
    name: 'before-user-register',
    change: { users: [{ ...first, ex: 'x'.repeat(11) }] },
    field: 'users[0].ex',
    rule: 'small',
  },
  {
    name: 'before-members-join-group',
    change: {
      memberList: [
        { userID: 'u-5', ex: '' },
        { userID: 'u-6', ex: 'x'.repeat(11) },
      ],
    },
    field: 'memberList[1].ex',
    rule: 'small',
  },
  { name: 'before-create-group', change: { ...ordinary, groupName: 'spam' }, field: 'groupName', rule: 'rude-name' },
  {
    name: 'before-create-group',
    change: { initMemberList: member(60) },
    field: 'initMemberList[1].roleLevel',
    rule: 'levels',
  },
  { name: 'before-create-group', change: { ...ordinary, ex: '{' }, field: 'ex', rule: 'json' },
  { name: 'before-set-group-info', change: { introduction: 'spam' }, field: 'introduction', rule: 'rude-text' },
  // OpenIM ignores another notification in the answer.
  { name: 'before-set-group-info', change: { notification: ' hush' }, field: 'notification', rule: 'trim-text' },
  { name: 'before-set-group-info-ex', change: { notification: ' hush' }, field: 'notification', rule: 'trim-text' },
  { name: 'before-set-group-info-ex', change: { groupName: 'spam' }, field: 'groupName', rule: 'rude-name' },
];

describe.each(refused)('$name with $field', ({ name, change, field, rule }) => {
  const body = { ...bodyOf(name), ...change };

  it(`is refused by the rule ${rule}`, async () => {
    const { send, records } = await receiver(DOCUMENT);

    const answer = await send(name, body);

    expect(answer).toMatchObject({ actionCode: 0, nextCode: 1, errDlt: `rule ${rule}, field ${field}` });
    expect(verdictOf(JSON.stringify(answer))).toBe('refuse');
    expect((await records())[0]).toMatchObject({ outcome: 'refused', decision: { verdict: 'refuse' } });
  });

  it('is allowed in monitor mode', async () => {
    const { send, records } = await receiver({ ...DOCUMENT, mode: 'monitor' });

    expect(verdictOf(JSON.stringify(await send(name, body)))).toBe('go on');
    expect(await records()).toMatchObject([{ outcome: 'allowed', decision: { wouldBe: 'refuse' } }]);
  });
});

const JUDGED = [...new Set([...changed, ...refused].map(({ name }) => name))];

it.each(JUDGED.flatMap((name) => (['refuse', 'allow'] as const).map((verdict) => ({ name, verdict }))))(
  'lets the failure verdict decide about $name when no policy was ever read: $verdict',
  async ({ name, verdict }) => {
    const { send, records } = await receiver({}, { POLICY_TABLE_NAME: 'not-there', FAILURE_VERDICT: verdict });

    const answer = await send(name, bodyOf(name));

    expect(verdictOf(JSON.stringify(answer))).toBe(verdict === 'refuse' ? 'refuse' : 'go on');
    expect(await records()).toMatchObject([
      {
        outcome: verdict === 'refuse' ? 'refused' : 'allowed',
        decision: { verdict, degraded: 'the policy could not be read: ResourceNotFoundException' },
      },
    ]);
  },
);

it('judges what it can read of people who join, and lets the rest go on', async () => {
  const { send, records } = await receiver(DOCUMENT);
  const body = { ...bodyOf('before-members-join-group'), groupID: 7 };

  expect(await send('before-members-join-group', { ...body, memberList: [{ ex: 1 }, null] })).toEqual(GO_ON);
  expect(await send('before-members-join-group', { ...body, memberList: [{ ex: 'x'.repeat(11) }] })).toMatchObject({
    nextCode: 1,
    errDlt: 'rule small, field memberList[0].ex',
  });
  for (const { reason } of await records()) expect(reason).toMatch('groupID must be a string');
});

it('refuses to change users whose numbers an answer cannot repeat', async () => {
  const { send } = await receiver(DOCUMENT);
  const json = JSON.stringify({ ...bodyOf('before-user-register'), users: [second] });
  const body = Buffer.from(json.replace('1700000000000', '9007199254740993'));

  const answer = await send('before-user-register', body);

  expect(answer).toMatchObject({ nextCode: 1, errDlt: 'rule trim, field users[0].nickname' });
  expect(answer.users).toBeUndefined();
});

it('excepts the owner whom OpenIM has checked, and not the creator whom the client names', async () => {
  const [trim, terms] = DOCUMENT.groupName;
  const { send } = await receiver({ ...DOCUMENT, groupName: [trim, { ...terms, except: { userIDs: ['boss'] } }] });
  const body = { ...bodyOf('before-create-group'), groupName: 'spam' };
  const owner = (userID: string) => [{ userID, roleLevel: 100 }];

  expect(await send('before-create-group', { ...body, initMemberList: owner('boss') })).toEqual(GO_ON);
  expect(
    await send('before-create-group', { ...body, creatorUserID: 'boss', initMemberList: owner('u-1') }),
  ).toMatchObject({ nextCode: 1 });
});

it('reads the policy once for all functions of a process', async () => {
  const { send, records, policies } = await receiver(DOCUMENT);
  await send('before-update-user-info', bodyOf('before-update-user-info'));
  await policies.client.send(new DeleteTableCommand({ TableName: policies.name }));

  const body = { ...bodyOf('before-user-register'), users: [{ ...first, nickname: 'spam' }] };

  expect(await send('before-user-register', body)).toMatchObject({ errCode: 5077, nextCode: 1 });
  for (const { decision } of await records()) expect(decision?.degraded).toBeUndefined();
});
