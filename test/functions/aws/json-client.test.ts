import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createCall, type ServiceProblem } from '../../../functions/aws/json-client.ts';
import { Timeouts } from '../../../functions/aws/timeouts.ts';

const THROTTLED = { status: 400, body: '{"__type":"com.amazonaws.sqs#RequestThrottled","message":"too many"}' };
const BROKEN = { status: 503, body: '<html>' };
const DONE = { status: 200, body: '{"done":true}' };

class Answered extends Error {
  readonly problem: ServiceProblem;
  readonly $metadata: ServiceProblem['$metadata'];

  constructor(problem: ServiceProblem) {
    super(problem.message);
    this.name = problem.name;
    this.problem = problem;
    this.$metadata = problem.$metadata;
  }
}

/** Starts a service that gives these answers in turn. */
async function serviceWith(listener: RequestListener, retriesThrottling = false, delaysMs = [1, 1]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const service = {
    endpoint: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    region: 'r',
    service: 's',
    target: 'Service_1',
    credentials: { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' },
    delaysMs: delaysMs.map((delayMs) => () => delayMs),
    retriesThrottling,
    errorOf: (problem: ServiceProblem) => new Answered(problem),
  };
  return { call: createCall(service, new Timeouts()), requests };
}

function answering(...answers: (typeof DONE)[]) {
  return ((request, response) => {
    const { status, body } = answers.shift() ?? DONE;
    request.resume().on('end', () => response.writeHead(status, { 'x-amzn-requestid': 'id-1' }).end(body));
  }) satisfies RequestListener;
}

it('asks again after errors of the service, and not after errors of the request', async () => {
  const recovering = await serviceWith(answering(BROKEN, BROKEN, DONE));
  expect(await recovering.call('Do', '{}')).toBe(DONE.body);
  expect(recovering.requests).toHaveLength(3);

  const broken = await serviceWith(answering(BROKEN, BROKEN, BROKEN));
  await expect(broken.call('Do', '{}')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  expect(broken.requests).toHaveLength(3);

  const wrong = await serviceWith(answering({ status: 400, body: '{"__type":"a.b#ValidationException:http://x"}' }));
  await expect(wrong.call('Do', '{}')).rejects.toMatchObject({ name: 'ValidationException' });
  expect(wrong.requests).toHaveLength(1);
});

it.each([
  { retriesThrottling: false, requests: 1 },
  { retriesThrottling: true, requests: 2 },
])('asks a busy service again if it is to: $retriesThrottling', async ({ retriesThrottling, requests }) => {
  const service = await serviceWith(answering(THROTTLED), retriesThrottling);

  await service.call('Do', '{}').catch(() => {});

  expect(service.requests).toHaveLength(requests);
});

it('says what the service answered', async () => {
  const { call } = await serviceWith(answering(THROTTLED));

  await expect(call('Do', '{}')).rejects.toMatchObject({
    problem: {
      name: 'RequestThrottled',
      message: 'too many',
      body: { message: 'too many' },
      $fault: 'client',
      $metadata: { httpStatusCode: 400, requestId: 'id-1' },
    },
  });
});

it('asks again after a lost connection', async () => {
  let isFirst = true;
  const { call, requests } = await serviceWith((request, response) => {
    if (!isFirst) return answering()(request, response);
    isFirst = false;
    request.socket.resetAndDestroy();
  });

  expect(await call('Do', '{}')).toBe(DONE.body);
  expect(requests).toHaveLength(2);
});

it('names the lost connection by its code', async () => {
  const { call } = await serviceWith((request) => request.socket.resetAndDestroy());

  await expect(call('Do', '{}')).rejects.toMatchObject({ name: 'ECONNRESET' });
});

it('gives a service that hangs a second for each attempt', async () => {
  const { call, requests } = await serviceWith(() => {});

  await expect(call('Do', '{}')).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(requests).toHaveLength(3);
});

it('gives an answer that breaks off no longer than one that does not come', async () => {
  const { call } = await serviceWith((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-length': '100' }).write('{');
  });

  await expect(call('Do', '{}')).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('ends with the signal, while it waits for an answer', async () => {
  // With a further attempt, the wait for it would end, too.
  const { call, requests } = await serviceWith(() => {}, false, []);
  const controller = new AbortController();

  const called = call('Do', '{}', controller.signal);
  setImmediate(() => controller.abort());

  await expect(called).rejects.toMatchObject({ name: 'AbortError' });
  await expect(call('Do', '{}', controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests.length).toBeLessThanOrEqual(1);
});

it('ends with the signal, while it waits for another attempt', async () => {
  const { call, requests } = await serviceWith(answering(BROKEN), false, [60_000]);
  const controller = new AbortController();

  const called = call('Do', '{}', controller.signal);
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  setTimeout(() => controller.abort(), 50);

  await expect(called).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests).toHaveLength(1);
});

it('sends what AWS needs, and signs the token', async () => {
  const { call, requests } = await serviceWith(answering());

  await call('Do', '{"a":"你好"}');

  expect(requests[0]).toMatchObject({ method: 'POST', url: '/' });
  expect(requests[0]?.headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'content-length': '14',
    'x-amz-target': 'Service_1.Do',
    'x-amz-security-token': 'T',
    authorization: expect.stringContaining(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,',
    ),
  });
});

it('keeps its connection', async () => {
  const { call, requests } = await serviceWith(answering());
  await call('Do', '{}');
  await call('Do', '{}');

  expect(requests[1]?.socket).toBe(requests[0]?.socket);
});
