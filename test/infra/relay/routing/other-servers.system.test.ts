import { describe, expect, it } from 'vitest';
import { allow } from '../../../../functions/openim/answer.ts';
import {
  type BareReceiver,
  type Behaviour,
  envelope,
  startBareReceiver,
  withoutBatches,
} from '../../../support/bare-receiver.ts';
import { SOON } from '../../../support/processes.ts';
import { AFTER, BEFORE, numbered, relayTo } from '../../../support/relay.ts';

const OVERWRITING = 'callbackBeforeSetGroupInfoCommand';
const BODY = JSON.stringify({ callbackCommand: BEFORE, groupID: 'g', userID: 'u', nickName: 'asked', ex: null });
const GROUP = JSON.stringify({ groupID: 'g', groupName: 'asked', introduction: 'text', faceURL: '', ex: '' });

const REFUSAL = { errCode: 7000, errMsg: 'not on Sundays', nextCode: 1 };

const addressOf = ({ port }: BareReceiver) => `http://crm:s3cret@127.0.0.1:${port}/callback`;
const othersIn = (headers: Record<string, unknown> | undefined) => JSON.parse(String(headers?.['x-relay-others']));
const verdictIn = (headers: Record<string, unknown> | undefined) => JSON.parse(String(headers?.['x-relay-verdict']));

const TEST = { 'X-OpenIM-Webhook-Test': '1' };

/** Starts a receiver, another server, and a relay that asks both about before callbacks, the other one first. */
async function bothAsked(own: Behaviour, receiving: Behaviour = () => envelope(200), given = {}) {
  const other = await startBareReceiver(own);
  const receiver = await startBareReceiver(receiving);
  const also = [`callbackBefore*=${addressOf(other)}`];
  const relay = await relayTo(receiver.port, { also, ...given }, { beforeDeadlineMs: 1_000 });
  return { ...relay, other, receiver, name: `127.0.0.1:${other.port}` };
}

describe('after callbacks', () => {
  it('go to the receiver and the other server, to each in its own protocol', async () => {
    const [receiver, other] = [await startBareReceiver(), await startBareReceiver()];
    const { send, status } = await relayTo(receiver.port, { also: [addressOf(other)] });
    expect((await send(numbered(1), `${AFTER}?contenttype=json`, { Operationid: 'op', ...TEST })).answer).toEqual(
      allow.answer,
    );

    await expect.poll(() => [receiver.taken.length, other.taken.length], SOON).toEqual([1, 1]);
    const [taken] = other.taken;
    expect(taken).toMatchObject({ path: `/callback/${AFTER}?contenttype=json`, body: numbered(1) });
    expect(taken?.id).toBe(receiver.taken[0]?.id);
    expect(taken?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('crm:s3cret').toString('base64')}`,
      operationid: 'op',
      'x-openim-webhook-test': '1',
    });
    expect(Object.keys(taken?.headers ?? {}).filter((name) => name.startsWith('x-relay'))).toEqual(['x-relay-id']);
    await expect.poll(async () => (await status()).targets.map(({ waiting }) => waiting), SOON).toEqual([0, 0]);
    expect((await status()).targets).toMatchObject([
      { name: 'receiver', delivered: 1 },
      { name: `127.0.0.1:${other.port}`, address: `http://127.0.0.1:${other.port}`, delivered: 1 },
    ]);
  });

  it.each(['other', 'receiver'] as const)('wait for the %s alone while it is away', async (away) => {
    const servers = { receiver: await startBareReceiver(), other: await startBareReceiver() };
    const present = away === 'other' ? 'receiver' : 'other';
    await servers[away].away();
    const { send, status, lines } = await relayTo(servers.receiver.port, { also: [addressOf(servers.other)] });
    for (const number of [1, 2, 3]) await send(numbered(number));

    await expect.poll(() => servers[present].taken.length, SOON).toBe(3);
    const name = away === 'other' ? `127.0.0.1:${servers.other.port}` : 'The receiver';
    await expect.poll(() => lines.join('\n'), SOON).toContain(`${name} cannot be reached (ECONNREFUSED)`);
    await expect
      .poll(async () => (await status()).targets.map(({ state, waiting }) => ({ state, waiting })), SOON)
      .toEqual(
        away === 'other'
          ? [
              { state: 'open', waiting: 0 },
              { state: 'away', waiting: 3 },
            ]
          : [
              { state: 'away', waiting: 3 },
              { state: 'open', waiting: 0 },
            ],
      );

    await servers[away].back();
    await expect.poll(() => servers[away].taken.length, SOON).toBe(3);
    expect(servers[present].taken).toHaveLength(3);
    expect(lines.join('\n')).not.toContain('s3cret');
  });

  it('go to one server alone by a route, and wait for it', async () => {
    const [receiver, other] = [await startBareReceiver(), await startBareReceiver(() => envelope(503))];
    const route = [`callbackAfterJoin*=${addressOf(other)}`];
    const { send, status } = await relayTo(receiver.port, { route });
    await send(numbered(1));
    await send('{}', 'callbackAfterQuitGroupCommand');

    await expect
      .poll(() => receiver.taken.map(({ path }) => path), SOON)
      .toEqual(['/prod/callbackAfterQuitGroupCommand']);
    await expect.poll(async () => (await status()).targets, SOON).toMatchObject([{ waiting: 0 }, { waiting: 1 }]);

    other.behave(() => envelope(200));
    await expect.poll(() => other.taken.length, SOON).toBe(1);
    expect(receiver.asked.filter((path) => path.includes('Join'))).toEqual([]);
  });

  it.each([
    { answer: { status: 200, type: 'text/html', body: '<p>ok</p>' }, attempts: 1 },
    { answer: { status: 404, body: 'not found' }, attempts: 1 },
    { answer: { status: 400, body: '{"nextCode":1}' }, attempts: 1 },
    { answer: { status: 500, body: '{}' }, attempts: 2 },
    { answer: { status: 302, body: '' }, attempts: 2 },
    { answer: { status: 429, body: '{}' }, attempts: 2 },
    { answer: { status: 401, body: '{}' }, attempts: 2 },
  ])('are delivered to the other server $attempts times when it first answers HTTP $answer.status', async (row) => {
    const answers = [row.answer];
    const receiver = await startBareReceiver();
    const other = await startBareReceiver(withoutBatches(() => answers.pop() ?? envelope(200)));
    const { send, status } = await relayTo(receiver.port, { also: [addressOf(other)] });
    await send(numbered(1));

    await expect.poll(async () => (await status()).targets.map(({ delivered }) => delivered), SOON).toEqual([1, 1]);
    expect(other.asked).toHaveLength(row.attempts);
  });
});

describe('before callbacks that both are asked about', () => {
  it('are judged by the receiver with the values of the other server, and get the changes of both', async () => {
    const { send, other, receiver, name, status } = await bothAsked(
      () => envelope(200, { nickName: 'theirs', faceURL: 'https://theirs.example' }),
      () => envelope(200, { nickName: 'ours' }),
    );

    expect((await send(BODY, BEFORE)).answer).toEqual({
      ...allow.answer,
      ...{ nickName: 'ours', faceURL: 'https://theirs.example' },
    });
    expect(other.taken).toMatchObject([{ path: `/callback/${BEFORE}`, body: BODY }]);
    expect(JSON.parse(receiver.taken[0]?.body ?? '')).toEqual({
      ...JSON.parse(BODY),
      ...{ nickName: 'theirs', faceURL: 'https://theirs.example' },
    });
    expect(othersIn(receiver.taken[0]?.headers)).toEqual([
      {
        name,
        answer: { ...allow.answer, nickName: 'theirs', faceURL: 'https://theirs.example' },
        replaced: { nickName: 'asked', faceURL: null },
      },
    ]);
    expect((await status()).totals).toMatchObject({ passedThrough: 1, answeredByOthers: 0, ownVerdicts: 0 });
  });

  it('repeat what an answer overwrites, though both answers are bare or change one value', async () => {
    const { send } = await bothAsked(() => envelope(200, { introduction: 'theirs' }));

    expect((await send(GROUP, OVERWRITING)).answer).toEqual({
      ...allow.answer,
      ...{ groupID: 'g', groupName: 'asked', introduction: 'theirs', faceURL: '' },
    });
  });

  it('are passed on to the byte when the other server changes nothing', async () => {
    const body = `${BODY} \n`;
    const { send, receiver } = await bothAsked(() => ({ status: 200, body: '{}' }));
    await send(body, BEFORE);

    expect(receiver.taken).toMatchObject([{ body }]);
  });

  it('are refused when the other server refuses, and that is recorded', async () => {
    const { send, receiver, drained, name } = await bothAsked(() => envelope(200, REFUSAL));

    expect((await send(BODY, BEFORE)).answer).toEqual({ ...allow.answer, ...REFUSAL });
    await drained();
    expect(receiver.taken).toMatchObject([{ path: `/prod/${BEFORE}`, body: BODY }]);
    const { headers } = receiver.taken[0] ?? {};
    expect(verdictIn(headers)).toEqual({ verdict: 'refuse', errCode: 7000, reason: `${name} refused` });
    expect(othersIn(headers)).toEqual([{ name, answer: { ...allow.answer, ...REFUSAL } }]);
  });

  it('are refused when the receiver refuses, whatever the other server changes', async () => {
    const { send } = await bothAsked(
      () => envelope(200, { nickName: 'theirs' }),
      () => envelope(200, { errCode: 5001, nextCode: 1 }),
    );

    expect((await send(BODY, BEFORE)).answer).toEqual({ ...allow.answer, errCode: 5001, nextCode: 1 });
  });

  it.each([
    { what: 'closes connections', own: () => 'destroy', errCode: 5502, error: 'did not answer: ECONNRESET' },
    { what: 'hangs', own: () => 'hang', errCode: 5504, error: 'did not answer: no answer within' },
    {
      what: 'answers HTML',
      own: () => ({ status: 200, type: 'text/html', body: '<html></html>' }),
      errCode: 5502,
      error: 'HTTP 200 (text/html)',
    },
    {
      what: "answers a gateway's error",
      own: () => ({ status: 502, body: '{"message":"Bad gateway"}' }),
      errCode: 5502,
      error: 'HTTP 502',
    },
    {
      what: 'answers what OpenIM cannot decode',
      own: () => ({ status: 200, body: '{"nextCode":"0"}' }),
      errCode: 5502,
      error: 'nextCode of the answer has a wrong type',
    },
  ] satisfies { what: string; own: Behaviour; errCode: number; error: string }[])(
    'have the failure verdict when the other server $what',
    async ({ own, errCode, error }) => {
      const refusing = await bothAsked(own, undefined, { failureVerdict: 'refuse' });
      expect((await refusing.send(BODY, BEFORE)).answer).toMatchObject({ errCode, nextCode: 1 });
      await refusing.drained();
      const recorded = refusing.receiver.taken[0]?.headers;
      expect(verdictIn(recorded)).toMatchObject({ verdict: 'refuse', errCode, reason: expect.stringContaining(error) });
      expect(othersIn(recorded)).toEqual([{ name: refusing.name, error: expect.stringContaining(error) }]);
      expect(refusing.lines.join('\n')).toContain(error);

      const allowing = await bothAsked(own, () => envelope(200, { nickName: 'ours' }), { failureVerdict: 'allow' });
      expect((await allowing.send(BODY, BEFORE)).answer).toEqual({ ...allow.answer, nickName: 'ours' });
      expect(allowing.receiver.taken).toMatchObject([{ body: BODY }]);
      expect(othersIn(allowing.receiver.taken[0]?.headers)).toEqual([
        { name: allowing.name, error: expect.stringContaining(error) },
      ]);
    },
  );

  it('get the changes of the other server when the receiver does not answer and the verdict is to allow', async () => {
    const { send, receiver, drained } = await bothAsked(
      () => envelope(200, { nickName: 'theirs' }),
      () => 'destroy',
      { failureVerdict: 'allow' },
    );

    expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5502, nextCode: 0, nickName: 'theirs' });
    receiver.behave(() => envelope(200));
    await drained();
    const { headers, body } = receiver.taken.at(-1) ?? {};
    expect(JSON.parse(String(body))).toMatchObject({ nickName: 'theirs' });
    expect(verdictIn(headers)).toMatchObject({ verdict: 'allow', errCode: 5502 });
    expect(othersIn(headers)).toMatchObject([{ replaced: { nickName: 'asked' } }]);
  });

  it('are answered when both hang, and the record says who did', async () => {
    const { send, receiver, drained, name } = await bothAsked(
      () => 'hang',
      () => 'hang',
      { failureVerdict: 'allow' },
    );

    expect((await send(BODY, BEFORE)).answer).toMatchObject({ errCode: 5504, nextCode: 0 });
    receiver.behave(() => envelope(200));
    receiver.closeConnections();
    await drained();
    const { headers } = receiver.taken.at(-1) ?? {};
    expect(verdictIn(headers)).toMatchObject({ verdict: 'allow', reason: expect.stringContaining('the receiver') });
    expect(othersIn(headers)).toMatchObject([{ name, error: expect.stringContaining('did not answer') }]);
  });
});

describe('before callbacks of one server alone', () => {
  const route = (other: BareReceiver) => ({ route: [`callbackBefore*=${addressOf(other)}`] });

  it('have its answer to the byte, and no record', async () => {
    const answer = { status: 201, body: '{"nextCode": 1, "errCode":7000}' };
    const [receiver, other] = [await startBareReceiver(), await startBareReceiver(() => answer)];
    const { url, status } = await relayTo(receiver.port, route(other));
    const response = await fetch(`${url}/${BEFORE}`, { method: 'POST', body: BODY });

    expect({ status: response.status, body: await response.text() }).toEqual(answer);
    expect(receiver.asked).toEqual([]);
    expect(await status()).toMatchObject({
      targets: [{ waiting: 0 }, { waiting: 0 }],
      totals: { answeredByOthers: 1, ownVerdicts: 0 },
    });
  });

  it.each([
    { failureVerdict: 'refuse', command: BEFORE, nextCode: 1 },
    { failureVerdict: 'allow', command: BEFORE, nextCode: 0 },
    // A bare answer that allows would blank the group.
    { failureVerdict: 'allow', command: OVERWRITING, nextCode: 1 },
  ])(
    'have the failure verdict $failureVerdict for $command when it is away',
    async ({ failureVerdict, command, nextCode }) => {
      const [receiver, other] = [await startBareReceiver(), await startBareReceiver()];
      await other.away();
      const { send, lines } = await relayTo(receiver.port, { ...route(other), failureVerdict });

      expect((await send(BODY, command)).answer).toMatchObject({ actionCode: 0, errCode: 5502, nextCode });
      expect(receiver.asked).toEqual([]);
      expect(lines.join('\n')).toContain(`127.0.0.1:${other.port} did not answer: ECONNREFUSED`);
    },
  );
});

it('shows a server in the status whose name every object of JavaScript has', async () => {
  const receiver = await startBareReceiver();
  const { status } = await relayTo(receiver.port, { also: ['http://constructor/callback'] });

  expect((await status()).targets).toMatchObject([{ name: 'receiver' }, { name: 'constructor', oldestSeconds: 0 }]);
});
