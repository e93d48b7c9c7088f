import { expect, it } from 'vitest';
import {
  BATCH_CONTENT_TYPE,
  MAX_BATCH_BYTES,
  RELAY_HEADERS,
  toBatchLine,
} from '../../../functions/openim/relay-protocol.ts';
import { bodyOf } from '../../support/bodies.ts';
import { AS_RELAY, relayed } from '../../support/deliveries.ts';
import { AUTHENTICATED, basic } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';
import { everyRecord } from '../../support/table.ts';

/** Lines that a relay sends now. */
function lines(count: number) {
  const receivedAt = new Date().toISOString().replace('Z', '000Z');
  return Array.from({ length: count }, (_, index) =>
    relayed({ ...bodyOf('after-join-group'), nickName: '你好' }, { receivedAt, sequence: index + 1 }),
  );
}

async function postBatch(url: string, body: string, headers: Record<string, string> = AS_RELAY) {
  const sent = { 'content-type': BATCH_CONTENT_TYPE, [RELAY_HEADERS.sentAt]: new Date().toISOString(), ...headers };
  const response = await fetch(url, { method: 'POST', body, headers: sent });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

const textOf = (requests: ReturnType<typeof lines>) => requests.map((request) => `${toBatchLine(request)}\n`).join('');

it.each(['/batch', '/prod/batch', '//batch'])('takes a batch at %s', async (path) => {
  const { url, table } = await serve();
  const requests = lines(50);

  const { status, answer } = await postBatch(url + path, textOf(requests));

  expect(status).toBe(200);
  expect(answer).toEqual({ results: requests.map(({ id }) => ({ id, status: 'recorded' })) });
  const records = await everyRecord(table);
  expect(records.map(({ body }) => body)).toEqual(requests.map(({ body }) => body.toString()));
});

it.each([
  { who: 'a stranger', headers: {}, status: 401, errCode: 5401 },
  {
    who: 'a relay with a wrong token',
    headers: { Authorization: basic('wrong', 'relay') },
    status: 401,
    errCode: 5401,
  },
  { who: 'OpenIM', headers: AUTHENTICATED, status: 403, errCode: 5402 },
])('takes no batch from $who', async ({ headers, status, errCode }) => {
  const { url, table } = await serve();
  expect(await postBatch(`${url}/batch`, textOf(lines(2)), headers)).toMatchObject({
    ...{ status, answer: { errCode, nextCode: 1, actionCode: 0 } },
  });
  expect(await everyRecord(table)).toEqual([]);
});

it('takes no batch while it has no token', async () => {
  const { url, table } = await serve({ token: undefined });
  expect(await postBatch(`${url}/batch`, textOf(lines(2)))).toMatchObject({ status: 403, answer: { errCode: 5402 } });
  expect(await everyRecord(table)).toEqual([]);
});

it('answers a batch that is too large with 413', async () => {
  const { url } = await serve();
  const body = 'x'.repeat(MAX_BATCH_BYTES + 1);
  expect(await postBatch(`${url}/batch`, body)).toMatchObject({ status: 413, answer: { errCode: 5413 } });
});
