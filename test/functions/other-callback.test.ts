import { describe, expect, it } from 'vitest';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startFaultyServer } from '../support/fault-proxy.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

/** Callbacks that a server of v3.8 can send, with a body of each and its user. Source: open-im-server v3.8.3, `pkg/callbackstruct`. */
const others = [
  {
    command: 'callbackAfterCreateGroupCommand',
    fields: { groupID: 'g', creatorUserID: 'u', initMemberList: [] },
    role: 'creator',
  },
  {
    command: 'callbackBeforeInviteJoinGroupCommand',
    fields: { groupID: 'g', invitedUserIDs: ['u', 'w'] },
    role: 'invited',
  },
  {
    command: 'callbackBeforeJoinGroupCommand',
    fields: { groupID: 'g', groupType: '\u0002', applyID: 'u' },
    event: { groupID: 'g', groupType: 2, applyID: 'u' },
    role: 'applicant',
  },
  { command: 'callbackAfterQuitGroupCommand', fields: { groupID: 'g', userID: 'u' }, role: 'left' },
  {
    command: 'callbackAfterKickGroupCommand',
    fields: { groupID: 'g', kickedUserIDs: ['u'], reason: '' },
    role: 'kicked',
  },
  {
    command: 'callbackAfterTransferGroupOwnerCommand',
    fields: { groupID: 'g', oldOwnerUserID: 'u', newOwnerUserID: 'w' },
    role: 'old owner',
  },
  { command: 'callbackAfterSetGroupInfoCommand', fields: { groupID: 'g', groupName: 'n' } },
  {
    command: 'callbackAfterSetGroupMemberInfoCommand',
    fields: { groupID: 'g', userID: 'u', nickName: null },
    event: { groupID: 'g', userID: 'u' },
    role: 'member',
  },
  { command: 'callbackAfterUserOnlineCommand', fields: { userID: 'u', platformID: 1, seq: 0 }, role: 'user' },
  {
    command: 'callbackBeforeSendSingleMsgCommand',
    fields: { sendID: 'u', recvID: 'w', content: '{}', atUserIDList: null },
    event: { sendID: 'u', recvID: 'w', content: '{}' },
    role: 'sender',
  },
];

describe.each(others)('$command', ({ command, fields, event = fields, role }) => {
  it('is recorded as it came, and let through, in both address styles', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint, { RECORD_MESSAGES: 'whole' });
    const body = JSON.stringify({ callbackCommand: command, operationID: 'op', ...fields });

    const byPath = await call(functions, 'other-callback', { body, path: `/${command}`, pathParameters: { command } });
    const byQuery = await call(functions, 'by-query-command', { body: `${body}\n`, query: { command } });

    expect([byPath, byQuery].map(({ status, answer }) => ({ status, answer }))).toEqual(
      Array(2).fill({ status: 200, answer: GO_ON }),
    );
    const records = await found(table, { index: 'byOperation', id: 'op' });
    expect(records.map((record) => record.body).sort()).toEqual([body, `${body}\n`].sort());
    for (const record of records) {
      expect(record).toMatchObject({ command, outcome: 'recorded', event });
      expect({ groupID: record.groupID, userID: record.userID, role: record.role }).toEqual({
        groupID: 'groupID' in fields ? 'g' : undefined,
        userID: role && 'u',
        role,
      });
    }
  });
});

it('records a group callback of another form with the reason, and lets it through', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const command = 'callbackBeforeInviteJoinGroupCommand';
  const body = { callbackCommand: command, groupID: 'g', invitedUserIDs: 'u', byLink: { token: 7 } };

  const { answer } = await call(functions, 'other-callback', { body, pathParameters: { command } });

  expect(answer).toEqual(GO_ON);
  expect(await found(table, { index: 'byGroup', id: 'g' })).toMatchObject([
    {
      outcome: 'recorded',
      reason: 'invitedUserIDs must be a list of strings',
      event: { groupID: 'g', invitedUserIDs: 'u', byLink: { token: 7 } },
    },
  ]);
});

describe.each([
  { command: 'callbackBeforeSetFriendRemark', fields: { remark: 'r' }, others: { groupID: 'g', ownerUserID: 'u' } },
])('$command', ({ command, fields, others }) => {
  const body = { callbackCommand: command, operationID: 'op', ...fields, ...others, nextCode: 1 };
  const what = { body, path: `/${command}`, pathParameters: { command } };

  it('is answered with the fields that the answer overwrites, and with no other', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    expect((await call(functions, 'other-callback', what)).answer).toEqual({ ...GO_ON, ...fields });
    expect(await found(table, { index: 'byGroup', id: 'g' })).toMatchObject([
      { command, event: { ...fields, ...others } },
    ]);
  });

  it('is refused when it can not be read, whatever the failure verdict', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'allow' });

    expect((await call(functions, 'other-callback', { ...what, body: '{' })).answer).toMatchObject({
      errCode: 5400,
      nextCode: 1,
    });
    expect(await everyItem(table)).toMatchObject([{ outcome: 'malformed', body: '{' }]);
  });

  it('keeps the fields when it can be stored nowhere and failures allow', async () => {
    const { endpoint } = await startFaultyServer('refuses');
    const functions = await loadFunctions(endpoint, { FAILURE_VERDICT: 'allow' });

    expect((await call(functions, 'other-callback', what)).answer).toMatchObject({
      ...fields,
      errCode: 5503,
      nextCode: 0,
    });
  });
});

it.each([
  'callback',
  'afterQuitGroup',
  'callback After',
  'callbackX-YCommand',
  '../callbackAfterSomethingElseCommand',
  `callback${'A'.repeat(200)}Command`,
])('does not take %s for a callback', async (command) => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'allow' });

  const { status, answer } = await call(functions, 'other-callback', {
    body: {},
    path: `/${command}`,
    pathParameters: { command },
  });

  expect(status).toBe(404);
  expect(answer).toMatchObject({ errCode: 5404, nextCode: 1 });
  expect(await everyItem(table)).toEqual([]);
});

it('records another callback at an escaped address', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const command = 'callbackAfterQuitGroupCommand';
  const body = { callbackCommand: command, groupID: 'g', userID: 'u' };

  await call(functions, 'other-callback', { body, pathParameters: { command: `%63${command.slice(1)}` } });

  expect(await everyItem(table)).toMatchObject([{ command, outcome: 'recorded', groupID: 'g' }]);
});

it.each(['callbackAfterDoor', 'callbackSomethingNew', 'callbackafterCommand'])(
  'records the unknown %s',
  async (command) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);
    const what = { body: { callbackCommand: command }, path: `/${command}`, pathParameters: { command } };

    expect((await call(functions, 'other-callback', what)).answer).toEqual(GO_ON);
    expect(await everyItem(table)).toMatchObject([{ command, outcome: 'recorded' }]);
  },
);

const JUDGED = catalogue.filter(({ timing }) => timing === 'before').flatMap(({ wireNames }) => [...wireNames]);

describe.each([...JUDGED, 'callbackBeforeSetGroupInfoEXCommand', 'callbackbeforesetgroupmemberinfocommand'])(
  'the judged %s, which API Gateway routes here when its address is escaped',
  (command) => {
    const body = { callbackCommand: command, groupID: 'g', userID: 'u', nickName: 'admin', groupName: 'admin' };

    it.each([
      { sent: 'a valid body', body, parameter: command },
      { sent: 'no JSON', body: '{', parameter: command },
      { sent: 'an escaped name', body, parameter: `%63${command.slice(1)}` },
    ])('is refused and recorded, whatever the settings are: $sent', async ({ body, parameter }) => {
      const table = await auditTable();
      const settings = { FAILURE_VERDICT: 'allow', RECORD_OTHER_CALLBACKS: 'false' };
      const functions = await loadFunctions(table.endpoint, settings);

      const { status, answer } = await call(functions, 'other-callback', {
        body,
        path: `/${parameter}`,
        pathParameters: { command: parameter },
      });

      expect({ status, ...answer }).toMatchObject({ status: 400, actionCode: 0, errCode: 5409, nextCode: 1 });
      const reason = 'callbackCommand differs from the callback in the address';
      expect(await everyItem(table)).toMatchObject([
        {
          command,
          outcome: 'malformed',
          reason,
          ...(typeof body === 'object' && { groupID: 'g', body: JSON.stringify(body) }),
          decision: { verdict: 'refuse', degraded: reason },
        },
      ]);
    });
  },
);

it('asks for a token before it refuses a judged callback, and records nothing without', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const command = 'callbackBeforeSetGroupMemberInfoCommand';
  const what = { body: {}, path: `/${command}`, pathParameters: { command }, headers: {} };

  expect(await call(functions, 'other-callback', what)).toMatchObject({ status: 401, answer: { nextCode: 1 } });
  expect(await everyItem(table)).toEqual([]);
});

describe('a body of another callback than the address names', () => {
  const before = {
    callbackCommand: 'callbackBeforeSetGroupMemberInfoCommand',
    groupID: 'g',
    userID: 'u',
    roleLevel: 100,
  };
  const overwriting = { callbackCommand: 'callbackBeforeSetGroupInfoCommand', groupID: 'g', groupName: 'n' };

  it.each([
    { address: 'callbackExample', body: before, verdict: 'refuse', nextCode: 1 },
    { address: 'callbackExample', body: before, verdict: 'allow', nextCode: 0 },
    { address: 'callbackExample', body: overwriting, verdict: 'allow', nextCode: 1 },
    { address: 'callbackAfterQuitGroupCommand', body: before, verdict: 'refuse', nextCode: 1 },
    { address: 'callbackBeforeAddBlackCommand', body: overwriting, verdict: 'allow', nextCode: 1 },
    { address: 'callbackAfterQuitGroupCommand', body: { callbackCommand: 'unknown' }, verdict: 'refuse', nextCode: 1 },
  ])(
    'gets the verdict of the body: $address, $body.callbackCommand, $verdict',
    async ({ address, body, verdict, nextCode }) => {
      const table = await auditTable();
      const functions = await loadFunctions(table.endpoint, { FAILURE_VERDICT: verdict });
      const what = { body, path: `/${address}`, pathParameters: { command: address } };

      const { answer } = await call(functions, 'other-callback', what);

      expect(answer).toMatchObject({ actionCode: 0, errCode: 5409, nextCode });
    },
  );
});

it.each([{}, { RECORD_OTHER_CALLBACKS: 'false' }])(
  'does not reveal to a stranger which callbacks exist, with %j',
  async (settings) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint, settings);
    const what = { body: {}, path: '/x', pathParameters: { command: 'x' }, headers: {} };

    expect(await call(functions, 'other-callback', what)).toMatchObject({ status: 401, answer: { errCode: 5401 } });
  },
);

it('refuses and keeps nothing when it is turned off', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { RECORD_OTHER_CALLBACKS: 'false', FAILURE_VERDICT: 'allow' });
  const command = 'callbackAfterSomethingElseCommand';
  const body = { callbackCommand: command };

  const byPath = await call(functions, 'other-callback', { body, path: `/${command}`, pathParameters: { command } });
  const byQuery = await call(functions, 'by-query-command', { body, query: { command } });

  for (const { status, answer } of [byPath, byQuery])
    expect({ status, ...answer }).toMatchObject({ status: 404, errCode: 5404, nextCode: 1 });
  expect(await everyItem(table)).toEqual([]);
});

it('asks for a token, like every callback', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const command = 'callbackBeforeSendSingleMsgCommand';

  const { status, answer } = await call(functions, 'other-callback', {
    body: { callbackCommand: command },
    path: `/${command}`,
    pathParameters: { command },
    headers: {},
  });

  expect({ status, nextCode: answer.nextCode }).toEqual({ status: 401, nextCode: 1 });
});
