import { expect, it } from 'vitest';
import { allow } from '../../../functions/openim/answer.ts';
import { DONE_HEADER } from '../../../functions/openim/relay-protocol.ts';
import {
  type Behaviour,
  envelope,
  startBareReceiver,
  withBatches,
  withoutBatches,
} from '../../support/bare-receiver.ts';
import { runHere } from '../../support/commands.ts';
import { SOON } from '../../support/processes.ts';
import { basic } from '../../support/proxy-event.ts';
import { AFTER, numbered, RELAY_TOKEN, relayTo } from '../../support/relay.ts';

it('answers an after callback, and delivers it as it came, with its identity', async () => {
  const receiver = await startBareReceiver();
  const { send, drained } = await relayTo(receiver.port);
  const body = `${numbered(1)}\n`;

  expect(await send(body, `/base/${AFTER}?contenttype=json`, { Operationid: 'op1' })).toMatchObject({
    status: 200,
    answer: allow.answer,
  });

  await drained();
  expect(receiver.taken).toHaveLength(1);
  expect(receiver.taken[0]).toMatchObject({ path: `/prod/${AFTER}?contenttype=json`, body });
  expect(receiver.taken[0]?.headers).toMatchObject({
    authorization: basic(RELAY_TOKEN, 'relay'),
    'content-type': 'application/json; charset=utf-8',
    operationid: 'op1',
    'x-relay-id': expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    'x-relay-received-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    'x-relay-sequence': '1',
    'x-relay-sent-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

it('stores what fifty connections send in fewer transactions than callbacks', async () => {
  const receiver = await startBareReceiver(withBatches);
  const { send, status, drained } = await relayTo(receiver.port);
  const numbers = Array.from({ length: 500 }, (_, index) => index);
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) await send(numbered(number));
    }),
  );

  await drained();
  const { totals } = await status();
  expect(totals).toMatchObject({ stored: 500, delivered: 500 });
  expect(totals.commits).toBeLessThan(500);
  expect(new Set(receiver.taken.map(({ body }) => body)).size).toBe(500);
  expect(receiver.taken).toHaveLength(500);
  // Batches: fewer requests than callbacks.
  expect(receiver.asked.length).toBeLessThan(500);
});

it('keeps callbacks while the receiver is away, says so, and delivers them when it is back', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, status, lines, drained } = await relayTo(receiver.port);
  for (const number of [1, 2, 3]) expect((await send(numbered(number))).status).toBe(200);
  await expect.poll(() => lines.join('\n'), SOON).toContain('cannot be reached (ECONNREFUSED)');
  expect((await status()).targets).toMatchObject([{ state: 'away', waiting: 3, reason: 'ECONNREFUSED' }]);

  await receiver.back();

  await drained();
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual([1, 2, 3].map(numbered));
  expect((await status()).targets).toMatchObject([{ state: 'open' }]);
});

const NOT_TAKEN = [
  {
    cause: 'unauthorised',
    answer: envelope(401, { errCode: 5401, nextCode: 1 }),
    says: "does not accept the relay's token",
  },
  { cause: 'unauthorised', answer: { status: 403, body: '{"message":"Forbidden"}' }, says: 'does not accept' },
  { cause: 'throttled', answer: envelope(429, { errCode: 5429 }), says: 'accepts fewer callbacks' },
  { cause: 'failing', answer: envelope(503, { errCode: 5503 }), says: 'fails (HTTP 503' },
  { cause: 'failing', answer: { status: 200, type: 'text/html', body: '<html></html>' }, says: 'HTTP 200 (text/html)' },
  { cause: 'failing', answer: { status: 502, type: 'text/html', body: '<html></html>' }, says: 'HTTP 502 (text/html)' },
] as const;

it.each(NOT_TAKEN)(
  'waits without an end, without spinning, while the receiver answers $answer',
  async ({ cause, answer, says }) => {
    const receiver = await startBareReceiver(() => answer);
    const { send, status, lines, drained } = await relayTo(receiver.port, {}, { backoffMs: () => 20 });
    for (const number of [1, 2, 3]) await send(numbered(number));
    await expect.poll(() => receiver.asked.length, SOON).toBeGreaterThan(15);
    expect((await status()).targets).toMatchObject([{ state: cause, waiting: 3 }]);
    expect(lines.join('\n')).toContain(says);
    expect(lines.length).toBeLessThan(4);

    receiver.behave(withBatches);

    await drained();
    expect(receiver.taken.map(({ body }) => body).sort()).toEqual([1, 2, 3].map(numbered));
    expect(await status()).toMatchObject({ setAside: 0, targets: [{ state: 'open' }] });
  },
);

it('delivers one by one to a receiver without batches', async () => {
  const receiver = await startBareReceiver(withoutBatches(() => envelope(200)));
  const { send, drained } = await relayTo(receiver.port);
  await Promise.all(Array.from({ length: 30 }, (_, number) => send(numbered(number))));

  await drained();
  expect(receiver.taken).toHaveLength(30);
  expect(receiver.asked.filter((path) => path.endsWith('/batch')).length).toBeLessThan(5);
});

it('is done with a body that the receiver records as malformed', async () => {
  const rejected = { ...envelope(400, { actionCode: 1, errCode: 5400 }), headers: { [DONE_HEADER]: '1' } };
  const receiver = await startBareReceiver(() => rejected);
  const { send, status, drained } = await relayTo(receiver.port);
  await send('not JSON');

  await drained();
  expect(await status()).toMatchObject({ setAside: 0, totals: { delivered: 1 } });
  expect(receiver.asked).toHaveLength(1);
});

it('sets aside what is too large for the receiver, and delivers it when it is retried', async () => {
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => (body.includes('"g2"') ? envelope(413, { errCode: 5413 }) : envelope(200))),
  );
  const { send, status, spool, drained } = await relayTo(receiver.port);
  for (const number of [1, 2, 3]) await send(numbered(number));
  await drained();
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual([1, 3].map(numbered));
  expect(await status()).toMatchObject({ setAside: 1 });

  const listed = await runHere(['relay', 'set-aside', 'list', '--spool', spool]);
  const exported = await runHere(['relay', 'set-aside', 'export'], { RELAY_SPOOL: spool });
  expect(listed.stdout).toMatch(new RegExp(`^ID .*\n[\\da-f-]{36}  .*  ${AFTER}  .*too large`));
  expect(JSON.parse(exported.stdout)).toMatchObject({ path: `/${AFTER}`, body: numbered(2), target: 'receiver' });

  expect(await runHere(['relay', 'set-aside', 'retry', 'nope', '--spool', spool])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'No callback with such an ID is set aside. Use an ID that relay set-aside list shows.\n',
  });

  receiver.behave(withBatches);
  const { id } = JSON.parse(exported.stdout);
  expect((await runHere(['relay', 'set-aside', 'retry', id, '--spool', spool])).stdout).toContain(
    '1 will be delivered',
  );
  await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toContain(numbered(2));
  await expect.poll(async () => (await status()).setAside, SOON).toBe(0);
  expect((await runHere(['relay', 'set-aside', 'list', '--spool', spool])).stdout).toBe('Nothing is set aside.\n');
});

it('sets aside what fails ten times alone while others are taken, in a batch, too', async () => {
  const receiver = await startBareReceiver((request) =>
    /"g5\\?"/.test(request.body) ? envelope(500, { errCode: 5500 }) : withBatches(request),
  );
  const { send, status } = await relayTo(receiver.port, {}, { backoffMs: () => 1 });
  await Promise.all(Array.from({ length: 20 }, (_, number) => send(numbered(number))));
  let next = 100;
  await expect
    .poll(async () => {
      await send(numbered(next++));
      return (await status()).setAside;
    }, SOON)
    .toBe(1);

  await expect.poll(async () => (await status()).targets[0]?.waiting, SOON).toBe(0);
  expect(receiver.taken.some(({ body }) => body === numbered(5))).toBe(false);
  expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(19 + next - 100);
});

it('delivers in the end what failed often while the receiver failed at others, too', async () => {
  let failuresOfOne = 0;
  let isStorm = true;
  const failed = new Set<string>();
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => {
      const isOne = body === numbered(1);
      if (!isStorm || (!isOne && failed.has(body))) return envelope(200);
      failed.add(body);
      if (isOne) failuresOfOne += 1;
      return envelope(503, { errCode: 5503 });
    }),
  );
  const { send, status, drained } = await relayTo(receiver.port, {}, { backoffMs: () => 1 });
  let next = 1;
  await expect
    .poll(async () => {
      await send(numbered(next++));
      return Math.min(failuresOfOne, (await status()).totals.delivered);
    }, SOON)
    .toBeGreaterThan(20);
  isStorm = false;

  await drained();
  expect((await status()).setAside).toBe(0);
  expect(new Set(receiver.taken.map(({ body }) => body)).size).toBe(next - 1);
});

it('sets aside several that fail alone, while others are taken', async () => {
  const bad = [5, 6, 7].map(numbered);
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => (bad.includes(body) ? envelope(500, { errCode: 5500 }) : envelope(200))),
  );
  const { send, status } = await relayTo(receiver.port, {}, { backoffMs: () => 20 });
  let next = 0;
  await expect
    .poll(async () => {
      await Promise.all(Array.from({ length: 50 }, () => send(numbered(next++))));
      return (await status()).setAside;
    }, SOON)
    .toBe(bad.length);

  expect(receiver.taken.filter(({ body }) => bad.includes(body))).toEqual([]);
});

it('sets aside what a batch says it can never take, and delivers again what it leaves out', async () => {
  let isFirst = true;
  const receiver = await startBareReceiver((request) => {
    if (!request.path.endsWith('/batch')) return envelope(200);
    const results = JSON.parse(withBatchesBody(request)).results as { id: string; status: string }[];
    if (isFirst) results.pop();
    isFirst = false;
    return {
      status: 200,
      body: JSON.stringify({
        results: results.map((each, at) => (at === 0 ? { ...each, status: 'never', reason: 'no' } : each)),
      }),
    };
  });
  await receiver.away();
  const { send, status, drained } = await relayTo(receiver.port);
  await Promise.all(Array.from({ length: 10 }, (_, number) => send(numbered(number))));
  await receiver.back();

  await drained();
  const { setAside, totals } = await status();
  expect(setAside).toBeGreaterThan(0);
  expect(totals.delivered + setAside).toBe(10);
});

it('prints a short line, however long the reason is for which a callback is never taken', async () => {
  const receiver = await startBareReceiver((request) => {
    if (!request.path.endsWith('/batch')) return envelope(200);
    const { results } = JSON.parse(withBatchesBody(request)) as { results: object[] };
    const never = results.map((result) => ({ ...result, status: 'never', reason: 'x'.repeat(10_000) }));
    return { status: 200, body: JSON.stringify({ results: never }) };
  });
  const { send, status, lines } = await relayTo(receiver.port);
  await expect
    .poll(async () => {
      await Promise.all([1, 2, 3, 4, 5].map((number) => send(numbered(number))));
      return (await status()).setAside;
    }, SOON)
    .toBeGreaterThan(0);

  expect(lines.join('\n')).toContain('A callback is set aside: xxx');
  expect(lines.filter((line) => line.length > 500)).toEqual([]);
});

it('claims nothing when the spool is full, counts what it rejects, and accepts callbacks again later', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, status, drained, lines } = await relayTo(receiver.port, { spoolLimit: '200KB' });
  const large = JSON.stringify({ callbackCommand: AFTER, groupEx: 'x'.repeat(50_000) });
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => send(large)));
  const failed = answers.filter(({ answer }) => answer.actionCode === 1);

  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(6);
  for (const { status: http, answer } of failed) {
    expect({ http, answer }).toMatchObject({
      http: 503,
      answer: { errCode: 5503, nextCode: 0, errDlt: 'the spool has reached its limit' },
    });
  }
  expect((await status()).totals).toMatchObject({
    stored: 6 - failed.length,
    rejected: { spoolFull: failed.length },
  });
  expect(lines.join('\n')).toContain('A callback was rejected: the spool has reached its limit.');

  await receiver.back();
  await drained();
  expect(receiver.taken).toHaveLength(6 - failed.length);
  expect((await send(large)).answer).toEqual(allow.answer);
});

function withBatchesBody(request: Parameters<Behaviour>[0]): string {
  const answer = withBatches(request);
  return typeof answer === 'string' ? '' : answer.body;
}

it('delivers others though the receiver breaks the connection at one of them', async () => {
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => (body.includes('"g1"') ? 'destroy' : envelope(200))),
  );
  const { send } = await relayTo(receiver.port);
  for (const number of [1, 2, 3]) await send(numbered(number));

  await expect.poll(() => receiver.taken.map(({ body }) => body).sort(), SOON).toEqual([2, 3].map(numbered));
});
