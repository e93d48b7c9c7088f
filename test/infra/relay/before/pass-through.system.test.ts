import { describe, expect, it } from 'vitest';
import { DONE_HEADER } from '../../../../functions/openim/relay-protocol.ts';
import { type Behaviour, envelope, startBareReceiver } from '../../../support/bare-receiver.ts';
import { BEFORE, relayTo } from '../../../support/relay.ts';

const BODY = JSON.stringify({ callbackCommand: BEFORE, groupID: 'g', userID: 'u', nickName: '小明' });
const OVERWRITING = 'callbackBeforeSetGroupInfoCommand';

const verdictOf = (headers: Record<string, unknown> | undefined) => JSON.parse(String(headers?.['x-relay-verdict']));

it.each([
  { answer: envelope(200) },
  { answer: envelope(200, { nickName: '小明 🎈' }) },
  { answer: envelope(200, { errCode: 5050, errMsg: 'kept for our staff', nextCode: 1 }) },
  { answer: envelope(400, { errCode: 5400, nextCode: 1 }), headers: { [DONE_HEADER]: '1' } },
  { answer: envelope(500, { errCode: 5500, nextCode: 1 }), headers: { [DONE_HEADER]: '1' } },
  { answer: envelope(404, { errCode: 5404, nextCode: 1 }) },
])('passes an answer through unchanged, and stores nothing: $answer', async ({ answer, headers = {} }) => {
  const receiver = await startBareReceiver(() => ({ ...answer, headers }));
  const { url, status } = await relayTo(receiver.port, {}, {});
  const response = await fetch(`${url}/${BEFORE}`, { method: 'POST', body: BODY });

  expect({ status: response.status, body: await response.text() }).toEqual(answer);
  expect((await status()).targets).toMatchObject([{ waiting: 0 }]);
  expect(receiver.asked).toEqual([`/prod/${BEFORE}`]);
});

it('passes on the identity of the request, and no sequence', async () => {
  const receiver = await startBareReceiver();
  const { send } = await relayTo(receiver.port);
  await send(BODY, BEFORE, { Operationid: 'op' });

  const { headers } = receiver.taken[0] ?? {};
  expect(headers).toMatchObject({
    operationid: 'op',
    'x-relay-id': expect.any(String),
    'x-relay-received-at': expect.any(String),
  });
  expect(headers).not.toHaveProperty('x-relay-sequence');
});

it('asks once more when the connection failed, with the same identity', async () => {
  let attempts = 0;
  const receiver = await startBareReceiver(() => {
    attempts += 1;
    return attempts === 1 ? 'destroy' : envelope(200, { errCode: 5050, nextCode: 1 });
  });
  const { send } = await relayTo(receiver.port);

  expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5050, nextCode: 1 });
  expect(attempts).toBe(2);
});

it('asks once more on a new connection, because others that were idle may be closed, too', async () => {
  const receiver = await startBareReceiver();
  const { send } = await relayTo(receiver.port);
  await Promise.all([1, 2, 3].map(() => send(BODY, BEFORE)));
  receiver.behave(({ connection }) => (connection <= 3 ? 'destroy' : envelope(200, { errCode: 5050, nextCode: 1 })));

  expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5050, nextCode: 1 });
});

const UNANSWERED: readonly { name: string; behaviour: Behaviour; errCode: number; reason: string; attempts: number }[] =
  [
    {
      name: 'closes connections',
      behaviour: () => 'destroy',
      errCode: 5502,
      reason: 'the receiver did not answer: ECONNRESET',
      attempts: 2,
    },
    { name: 'hangs', behaviour: () => 'hang', errCode: 5504, reason: 'no answer within', attempts: 1 },
    {
      name: 'hangs after the headers of its answer',
      behaviour: () => 'hang after headers',
      errCode: 5504,
      reason: 'the receiver did not answer: no answer within 0.',
      attempts: 1,
    },
    {
      name: 'breaks its answer off',
      behaviour: () => 'break off',
      errCode: 5502,
      reason: 'the receiver did not answer: ',
      attempts: 1,
    },
    {
      name: 'answers HTML',
      behaviour: () => ({ status: 200, type: 'text/html', body: '<html></html>' }),
      errCode: 5502,
      reason: "the answer is not the receiver's: HTTP 200 (text/html)",
      attempts: 1,
    },
    {
      name: "answers a gateway's own error",
      behaviour: () => ({ status: 502, body: '{"message":"Internal server error"}' }),
      errCode: 5502,
      reason: "the answer is not the receiver's: HTTP 502 (application/json)",
      attempts: 1,
    },
  ];

describe.each(UNANSWERED)('when the receiver $name', ({ behaviour, errCode, reason, attempts }) => {
  it.each([
    { failureVerdict: 'refuse', command: BEFORE, nextCode: 1 },
    { failureVerdict: 'allow', command: BEFORE, nextCode: 0 },
    // A bare answer that allows would blank the group.
    { failureVerdict: 'allow', command: OVERWRITING, nextCode: 1 },
  ] as const)(
    'gives the verdict $failureVerdict to $command, and has it recorded',
    async ({ failureVerdict, command, nextCode }) => {
      const receiver = await startBareReceiver(behaviour);
      const { send, status, drained } = await relayTo(
        receiver.port,
        { failureVerdict },
        { beforeDeadlineMs: 300, backoffMs: () => 200 },
      );

      expect((await send(BODY, command)).answer).toMatchObject({ actionCode: 0, errCode, nextCode });
      expect(receiver.asked.slice(0, attempts)).toEqual(Array(attempts).fill(`/prod/${command}`));
      expect(await status()).toMatchObject({ totals: { ownVerdicts: 1, passedThrough: 0 } });

      receiver.behave(() => envelope(200));
      receiver.closeConnections();
      await drained();
      expect(receiver.taken).toMatchObject([{ path: `/prod/${command}`, body: BODY }]);
      expect(verdictOf(receiver.taken[0]?.headers)).toEqual({
        verdict: nextCode === 1 ? 'refuse' : 'allow',
        errCode,
        reason: expect.stringContaining(reason),
      });
    },
  );
});

it.each(['{}', '{"code":0,"message":"ok"}'])(
  "gives its verdict when another server answers JSON of its own, which OpenIM reads as 'continue': %s",
  async (body) => {
    const receiver = await startBareReceiver(() => ({ status: 200, body }));
    const { send, status, drained } = await relayTo(receiver.port);

    expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5502, nextCode: 1 });
    expect(await status()).toMatchObject({ totals: { ownVerdicts: 1, passedThrough: 0 } });

    receiver.behave(() => envelope(200));
    await drained();
    expect(verdictOf(receiver.taken.at(-1)?.headers)).toEqual({
      verdict: 'refuse',
      errCode: 5502,
      reason: "the answer is not the receiver's: HTTP 200 (application/json)",
    });
  },
);

it.each([
  { status: 500, errCode: 5500 },
  { status: 503, errCode: 5503 },
  // API Gateway's own answer.
  { status: 400, errCode: 5400 },
])('has a verdict recorded that came without a record: $status', async ({ status, errCode }) => {
  const receiver = await startBareReceiver(() => envelope(status, { errCode, nextCode: 1 }));
  const { send, drained } = await relayTo(receiver.port);
  expect(await send(BODY, BEFORE)).toMatchObject({ status, answer: { errCode, nextCode: 1 } });

  receiver.behave(() => envelope(200));
  await drained();
  expect(verdictOf(receiver.taken[0]?.headers)).toEqual({
    verdict: 'refuse',
    errCode,
    reason: `the receiver answered HTTP ${status}`,
  });
});

it('passes a secret of OpenIM on to the receiver that is asked, and not into the spool', async () => {
  const command = 'callbackBeforeUserRegisterCommand';
  const body = (secret: string) => JSON.stringify({ callbackCommand: command, secret, users: [] });
  const receiver = await startBareReceiver(() => envelope(200));
  const { send, drained } = await relayTo(receiver.port);
  await send(body('openIM123'), command);
  receiver.behave(() => 'destroy');
  await send(body('openIM123'), command);
  receiver.behave(() => envelope(200));

  await drained();
  expect(receiver.taken.map((taken) => taken.body)).toEqual([body('openIM123'), body('*')]);
});

it('gives its verdict also when the spool is full, and counts that it is in no record', async () => {
  const receiver = await startBareReceiver(() => 'destroy');
  const { send, status, lines } = await relayTo(receiver.port, { spoolLimit: '1KB' });

  expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5502, nextCode: 1 });
  expect(await status()).toMatchObject({ totals: { ownVerdicts: 1, unspooledVerdicts: 1, rejected: {} } });
  expect(lines).toEqual(['A verdict of the relay was answered and is in no record: the spool has reached its limit.']);
});
