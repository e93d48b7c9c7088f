import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ALL_GROUPS } from '../../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../../functions/policy/versions.ts';
import type { AuditRecord } from '../../../../functions/record/record.ts';
import { answerTo } from '../../../../infra/operator/audit/answer-given.ts';
import { restore } from '../../../../infra/operator/audit/audit-restore.ts';
import { recordWith, recordWithBody } from '../../../../infra/operator/audit/one-record.ts';
import type { FunctionName } from '../../../../infra/routes.ts';
import { bodyOf } from '../../../support/bodies.ts';
import { call, loadFunctions } from '../../../support/call.ts';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { documentOf } from '../../../support/policy.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { auditTable, everyRecord, policyTable } from '../../../support/table.ts';

const MEMBER_INFO = 'before-set-group-member-info';
const RULES = {
  groupName: [{ kind: 'trim', id: 'trim-name' }],
  nickName: [
    { kind: 'trim', id: 'trim' },
    { kind: 'terms', id: 'rude', terms: ['spam'], errCode: 5077, message: 'Please be polite.' },
  ],
};

async function receiver(document?: object, settings: Record<string, string> = {}) {
  const table = await auditTable();
  const policies = document && (await policyTable(table));
  if (policies) await putVersion(policies, ALL_GROUPS, documentOf(document), { changedAt: '2026-03-04T05:06:07.089Z' });
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  const policy = policies ? { POLICY_TABLE_NAME: policies.name } : {};
  const functions = await loadFunctions(proxy.endpoint, { ...policy, ...settings });
  const send = (name: FunctionName, body: unknown, command?: string) => {
    const address = command === undefined ? {} : { path: `/${command}`, pathParameters: { command } };
    const context = { getRemainingTimeInMillis: () => 1_300 } as Context;
    return call(functions, name, { body, ...address }, context);
  };
  const records = () => everyRecord(table);
  return { table, proxy, functions, send, records };
}

async function answerOf(table: Parameters<typeof recordWith>[0], { eventID }: AuditRecord) {
  const record = await recordWith(table, eventID);
  if (!record) throw new Error('no such record');
  return answerTo(record, (await recordWithBody(table, record))?.body);
}

const memberInfo = (fields: object) => ({ ...bodyOf(MEMBER_INFO), ...fields });
const other = (callbackCommand: string, fields: object = {}) => ({ callbackCommand, groupID: 'g', ...fields });

const registration = (nickname: unknown) => ({
  ...bodyOf('before-user-register'),
  users: [
    { userID: 'u-1', nickname: 'alice', createTime: 0, new: [null] },
    { userID: 'u-2', nickname },
  ],
});
const profile = (nickName: string) => ({ ...bodyOf('before-update-user-info-ex'), nickName });

describe('is what OpenIM got', () => {
  it.each([
    { about: 'a change that is allowed', name: MEMBER_INFO, body: memberInfo({ nickName: 'bob' }) },
    { about: 'a change that is changed', name: MEMBER_INFO, body: memberInfo({ nickName: ' bob ' }) },
    { about: 'a refusal', name: MEMBER_INFO, body: memberInfo({ nickName: 'spam' }) },
    { about: 'a refusal in monitor mode', name: MEMBER_INFO, body: memberInfo({ nickName: 'spam' }), mode: 'monitor' },
    { about: 'an invalid before callback', name: MEMBER_INFO, body: memberInfo({ nickName: 7 }) },
    {
      about: 'an invalid before callback with the failure verdict allow',
      name: MEMBER_INFO,
      body: memberInfo({ nickName: 7 }),
      settings: { FAILURE_VERDICT: 'allow' },
    },
    { about: 'a group that is allowed', name: 'before-create-group', body: bodyOf('before-create-group') },
    {
      about: 'a group that is renamed',
      name: 'before-set-group-info',
      body: { ...bodyOf('before-set-group-info'), groupName: ' x' },
    },
    { about: 'users who are changed', name: 'before-user-register', body: registration(' bob') },
    { about: 'users who are refused', name: 'before-user-register', body: registration('spam') },
    { about: 'an invalid registration', name: 'before-user-register', body: registration(7) },
    { about: 'a profile that is changed', name: 'before-update-user-info-ex', body: profile(' bob') },
    { about: 'people who join', name: 'before-members-join-group', body: bodyOf('before-members-join-group') },
    { about: 'an after callback', name: 'after-join-group', body: bodyOf('after-join-group') },
    { about: 'an invalid after callback', name: 'after-join-group', body: other('callbackAfterJoinGroupCommand') },
    { about: 'a body of another callback', name: 'after-join-group', body: memberInfo({}) },
    {
      about: 'a callback whose answer repeats fields',
      name: 'before-set-group-info-ex',
      body: other('callbackBeforeSetGroupInfoExCommand', { groupName: '新', ex: 'x', needVerification: null }),
    },
    {
      about: 'a failure to read a policy',
      name: MEMBER_INFO,
      body: memberInfo({}),
      settings: { POLICY_TABLE_NAME: 'none' },
    },
  ] as const)('$about', async ({ name, body, ...rest }) => {
    const mode = 'mode' in rest ? { mode: rest.mode } : {};
    const { table, send, records } = await receiver({ ...RULES, ...mode }, 'settings' in rest ? rest.settings : {});

    const { status, answer } = await send(name, body);

    const [record] = await records();
    expect(record && (await answerOf(table, record))).toEqual({ reply: { status, answer }, doubts: [] });
  });

  it('a repeat, whose body the first record has', async () => {
    const { table, send, records } = await receiver();
    const command = 'callbackBeforeSetFriendRemark';
    const body = other(command, { ownerUserID: 'alice', friendUserID: 'bob', remark: 'b' });
    await send('other-callback', body, command);
    const { status, answer } = await send('other-callback', body, command);

    const repeat = (await records()).find(({ repeatOf }) => repeatOf !== undefined);

    expect(answer).toMatchObject({ remark: 'b' });
    expect(repeat && (await answerOf(table, repeat))).toEqual({ reply: { status, answer }, doubts: [] });
    const expired = repeat && answerTo(repeat, undefined);
    expect(expired?.doubts).toEqual(['its body is missing, and the answer repeats fields of it']);
  });

  it.each([{ fault: 'fails' }, { fault: 'loses answers' }] as const)(
    'a refusal because the record could not be written, once it is restored: the table $fault',
    async ({ fault }) => {
      const { table, proxy, functions, send, records } = await receiver(RULES);
      await proxy.break(['PutItem'], fault);
      const { status, answer } = await send(MEMBER_INFO, memberInfo({ nickName: ' bob ' }));
      await proxy.mend();
      const file = join(await emptyDirectory(), 'lost.log');
      await writeFile(file, functions.log.join(''));
      expect(await restore(table, file)).toMatchObject({ records: 1 });

      const [record, ...others] = await records();

      expect(answer).toMatchObject({ errCode: 5503, nextCode: 1, nickName: 'bob' });
      expect(others).toEqual([]);
      expect(record && (await answerOf(table, record))).toEqual({ reply: { status, answer }, doubts: [] });
    },
  );
});

describe('is uncertain', () => {
  const RECORD: AuditRecord = {
    eventID: 'e'.repeat(32),
    receivedAt: '2026-03-04T05:06:07.089001Z',
    dayShard: '2026-03-04#0',
    command: 'callbackBeforeSetGroupMemberInfoCommand',
    outcome: 'allowed',
    decision: { verdict: 'allow', mode: 'enforce', policyVersion: { all: 1 } },
    sourceIP: '192.0.2.7',
    requestID: 'r',
  };
  const late = 'the receiver had a failure, and if this record was written late, OpenIM got 5503 instead';

  it.each([
    { about: 'nothing', fields: {}, doubts: [] },
    { about: 'an outdated policy', fields: { decision: { verdict: 'allow', degraded: 'x' } }, doubts: [late] },
    {
      about: 'a refusal that no failure changes',
      fields: { decision: { verdict: 'refuse', degraded: 'x' } },
      doubts: [],
    },
    {
      about: 'an event that could not be written',
      fields: { outcome: 'failed', reason: 'DynamoDB rejected the event: X' },
      doubts: [late],
    },
    { about: 'a lost decision', fields: { decision: undefined }, doubts: ['its decision is missing'] },
    {
      about: 'a long value',
      fields: {
        outcome: 'changed',
        decision: { verdict: 'change', changes: { ex: { before: 'x'.repeat(1_000), after: '' } } },
      },
      doubts: ['the decision keeps the first 1,000 characters of a value'],
    },
  ])('after $about', ({ fields, doubts }) => {
    expect(answerTo({ ...RECORD, ...fields } as AuditRecord, '{}').doubts).toEqual(doubts);
  });
});
