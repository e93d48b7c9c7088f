import { expect, it } from 'vitest';
import { asciiJson, fromBatchLine, toBatchLine } from '../../../../functions/openim/relay-protocol.ts';
import type { Asked } from '../../../../infra/relay/before/ask-receiver.ts';
import { askOthers } from '../../../../infra/relay/routing/ask-others.ts';
import { describeAnswer, MAX_OTHERS_BYTES, shortened } from '../../../../infra/relay/routing/other-answers.ts';
import { parseOtherServer } from '../../../../infra/relay/routing/other-server.ts';
import type { OtherServer } from '../../../../infra/relay/routing/routes.ts';

const MEMBER_INFO = 'callbackBeforeSetGroupMemberInfoCommand';
const REQUEST = Buffer.from('{"groupID":"g","nickName":"asked"}');
const envelope = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

const serverOf = (name: string, failureVerdict?: 'allow' | 'refuse'): OtherServer => ({
  ...{ name, failureVerdict },
  target: parseOtherServer(`https://${name}`),
});

const answered = (fields: object): Asked => ({
  kind: 'answered',
  isRecorded: true,
  answer: {
    status: 200,
    contentType: 'application/json',
    retryAfter: undefined,
    body: Buffer.from(JSON.stringify(fields)),
  },
});
const hanging: Asked = { kind: 'unanswered', problem: 'outOfTime', reason: 'no answer' };

/** Asks servers that each take some time by a clock of the test. */
async function ask(servers: readonly { server: OtherServer; takesMs: number; says: Asked }[], deadlineMs = 1_000) {
  const clock = { ms: 0 };
  const asked: { name: string; body: string; timeoutMs: number }[] = [];
  const result = await askOthers(
    {
      ask: async ({ name }, body, timeoutMs) => {
        asked.push({ name, body: body.toString(), timeoutMs });
        const answer = servers.find(({ server }) => server.name === name);
        const takesMs = answer?.takesMs ?? 0;
        clock.ms += Math.min(takesMs, timeoutMs);
        return takesMs <= timeoutMs && answer ? answer.says : hanging;
      },
      now: () => clock.ms,
      deadlineMs,
      failureVerdict: 'refuse',
    },
    MEMBER_INFO,
    servers.map(({ server }) => server),
    REQUEST,
  );
  return { asked, result };
}

it('asks servers one after the other, each with the changes of those before it, within one deadline', async () => {
  const { asked, result } = await ask([
    { server: serverOf('a'), takesMs: 400, says: answered({ nickName: 'a' }) },
    { server: serverOf('b'), takesMs: 500, says: answered({ ex: 'b' }) },
    { server: serverOf('c', 'allow'), takesMs: 200, says: answered({ ex: 'too late' }) },
    { server: serverOf('d', 'allow'), takesMs: 0, says: answered({}) },
  ]);

  expect(asked).toEqual([
    { name: 'a', body: '{"groupID":"g","nickName":"asked"}', timeoutMs: 1_000 },
    { name: 'b', body: '{"groupID":"g","nickName":"a"}', timeoutMs: 600 },
    { name: 'c', body: '{"groupID":"g","nickName":"a","ex":"b"}', timeoutMs: 100 },
  ]);
  expect(result).toMatchObject({
    kind: 'continues',
    changes: { nickName: 'a', ex: 'b' },
    others: [
      { name: 'a' },
      { name: 'b' },
      { name: 'c', error: 'no answer' },
      { name: 'd', error: 'no time was left to ask' },
    ],
  });
});

it('asks nobody after a refusal, or after a failure whose verdict is to refuse', async () => {
  const next = { server: serverOf('b'), takesMs: 0, says: answered({}) };
  const refused = await ask([
    { server: serverOf('a'), takesMs: 0, says: answered({ errCode: 7000, nextCode: 1 }) },
    next,
  ]);
  const failed = await ask([{ server: serverOf('a'), takesMs: 0, says: hanging }, next]);

  expect(refused.result).toMatchObject({ kind: 'refused', errCode: 7000, reason: 'a refused' });
  expect(failed.result).toMatchObject({ kind: 'failed', problem: 'outOfTime', reason: 'no answer' });
  for (const { asked } of [refused, failed]) expect(asked).toHaveLength(1);
});

it('keeps an answer that OpenIM before v3.7 reads as a refusal, and later versions do not', async () => {
  const { result } = await ask([
    { server: serverOf('a'), takesMs: 0, says: answered({ actionCode: 1, errCode: 7000, nextCode: 1 }) },
  ]);

  expect(result).toMatchObject({ kind: 'continues', envelope: { actionCode: 1, errCode: 7000 } });
});

it('leaves a request that is no JSON object as it came', async () => {
  const clock = { now: () => 0, deadlineMs: 1, failureVerdict: 'refuse' } as const;
  const says = async () => answered({ nickName: 'a' });
  const body = Buffer.from('[1, 2]');

  expect((await askOthers({ ask: says, ...clock }, MEMBER_INFO, [serverOf('a')], body)).body).toBe(body);
});

it('hides message contents and secrets, at any depth', () => {
  const message = describeAnswer(
    'callbackBeforeMsgModifyCommand',
    'a',
    envelope,
    { content: 'c', ex: 'e' },
    { content: 'o' },
  );
  const secret = describeAnswer('callbackBeforeUserRegisterCommand', 'a', envelope, { users: [{ secret: 's' }] }, {});

  expect(message).toEqual({ name: 'a', answer: { ...envelope, content: '*', ex: '*' }, replaced: { content: '*' } });
  expect(secret.answer).toMatchObject({ users: [{ secret: '*' }] });
});

it.each([
  { about: 'small ones whole', answer: '小', replaced: '明', kept: ['name', 'answer', 'replaced'] },
  { about: 'large old values not', answer: 'x', replaced: '明'.repeat(1_000), kept: ['name', 'answer', 'isShortened'] },
  { about: 'large answers not', answer: 'x'.repeat(5_000), replaced: 'x', kept: ['name', 'isShortened'] },
])('puts into a header $about', ({ answer, replaced, kept }) => {
  const others = shortened([{ name: 'own', answer: { ex: answer }, replaced: { ex: replaced } }]);

  expect(Object.keys(others[0] ?? {})).toEqual(kept);
  expect(asciiJson(others).length).toBeLessThanOrEqual(MAX_OTHERS_BYTES);
  const line = {
    id: crypto.randomUUID(),
    receivedAt: '2026-11-24T13:34:24.328000Z',
    sequence: 1,
    path: '/x',
    body: REQUEST,
  };
  expect(fromBatchLine(toBatchLine({ ...line, others }))?.others).toEqual(others);
});
