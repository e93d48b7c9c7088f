import type { RequestListener } from 'node:http';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createRequestHandler } from '../../../functions/aws/request-handler.ts';
import { Timeouts } from '../../../functions/aws/timeouts.ts';
import { functionClientFor } from '../../../functions/dynamodb/function-client.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { answering, startRawService } from '../../support/raw-service.ts';

const BROKEN = { status: 503, body: '<html>' };
const INVALID = { status: 400, body: '{"__type":"a.b#ValidationException:http://x","message":"no"}' };
const THROTTLED = { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}' };

const command = () => new PutItemCommand({ TableName: 't', Item: { eventID: { S: '你好' } } });

/** With these, an attempt has no limit. */
const NEVER: Pick<Timeouts, 'after'> = { after: () => () => {} };

async function clientOf(listener: RequestListener, timeouts: Pick<Timeouts, 'after'> = new Timeouts(), token?: string) {
  const { endpoint, requests } = await startRawService(listener);
  const env = { ...functionEnvironment(endpoint), AWS_SESSION_TOKEN: token };
  const requestHandler = createRequestHandler(timeouts);
  onTestFinished(() => requestHandler.destroy?.());
  const client = functionClientFor(env, requestHandler);
  const put = (abortSignal?: AbortSignal) => client.send(command(), abortSignal && { abortSignal });
  return { put, requests, env, endpoint };
}

it('asks again after errors of the service, and neither after errors of the request nor when it is throttled', async () => {
  const recovering = await clientOf(answering(BROKEN, BROKEN));
  await recovering.put();
  expect(recovering.requests).toHaveLength(3);

  const broken = await clientOf(answering(BROKEN, BROKEN, BROKEN));
  await expect(broken.put()).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
  expect(broken.requests).toHaveLength(3);

  const wrong = await clientOf(answering(INVALID));
  await expect(wrong.put()).rejects.toMatchObject({ name: 'ValidationException', message: 'no' });
  expect(wrong.requests).toHaveLength(1);

  const busy = await clientOf(answering(THROTTLED));
  await expect(busy.put()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { requestId: 'id-1' } });
  expect(busy.requests).toHaveLength(1);
});

it('asks again after a lost connection', async () => {
  let isFirst = true;
  const { put, requests } = await clientOf((request, response) => {
    if (!isFirst) return answering()(request, response);
    isFirst = false;
    request.socket.resetAndDestroy();
  });

  await put();

  expect(requests).toHaveLength(2);
});

it('gives a service that hangs a second for each attempt', async () => {
  const { put, requests } = await clientOf(() => {});

  await expect(put()).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(requests).toHaveLength(3);
});

it('gives an answer that breaks off no longer than one that does not come', async () => {
  const { put, requests } = await clientOf((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-length': '100' }).write('{');
  });

  await expect(put()).rejects.toThrow();
  expect(requests).toHaveLength(3);
});

it.each([
  { moment: 'before the answer', listener: (() => {}) satisfies RequestListener },
  {
    moment: 'within the answer',
    listener: ((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
    }) satisfies RequestListener,
  },
])('ends with the signal $moment, and closes the connection', async ({ listener }) => {
  const controller = new AbortController();
  let closed: Promise<unknown> | undefined;
  const { put, requests } = await clientOf((request, response) => {
    closed = new Promise((resolve) => request.socket.once('close', resolve));
    listener(request, response);
    setTimeout(() => controller.abort(), 20);
  }, NEVER);

  await expect(put(controller.signal)).rejects.toThrow();
  await closed;
  await expect(put(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests).toHaveLength(1);
});

it.each([
  { where: 'on a laptop', variables: {}, trace: undefined },
  {
    where: 'in Lambda',
    variables: { AWS_LAMBDA_FUNCTION_NAME: 'f', _X_AMZN_TRACE_ID: 'Root=1-2-3;Sampled=1' },
    trace: 'Root=1-2-3;Sampled=1',
  },
])("sends what the SDK's client sends $where, but for its user agent", async ({ variables, trace }) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { put, requests, env, endpoint } = await clientOf(answering(), NEVER, 'T');
  await put();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'T' };
  const theirs = new DynamoDBClient({ region: env.AWS_REGION, endpoint, credentials });
  onTestFinished(() => theirs.destroy());
  await theirs.send(command());

  const [ours, expected] = requests.map(({ method, url, headers }) => {
    const { 'user-agent': _agent, 'x-amz-user-agent': _xAgent, authorization = '', ...rest } = headers;
    // The SDK also signs what says nothing about the request.
    const [scope, signed] = authorization
      .replaceAll(/(?:amz-sdk-invocation-id|amz-sdk-request|content-length);|;x-amz-user-agent/g, '')
      .split(', ');
    const { 'x-amz-date': date, 'amz-sdk-invocation-id': id, 'amz-sdk-request': attempt, ...same } = rest;
    expect([date?.length, id?.length, String(attempt).slice(0, 10)]).toEqual([16, 36, 'attempt=1;']);
    return { method, url, scope, signed, ...same };
  });
  expect(ours).toEqual(expected);
  expect(requests.map(({ headers }) => headers['x-amzn-trace-id'])).toEqual([trace, trace]);
});

const CONFLICT = '{"__type":"com.amazonaws.dynamodb.v20120810#ReplicatedWriteConflictException","message":"again"}';
const INHERITED = '{"__type":"a#Odd","__proto__":null,"constructor":1,"message":"sorry"}';
const EXISTING =
  '{"__type":"x#ConditionalCheckFailedException","Message":"no","Item":{"a":{"B":"AQI="},"b":{"N":"9007199254740993"}}}';

it.each([
  { answer: 'the page of a proxy', status: 200, body: '<html>' },
  { answer: 'the page of a proxy for an error', status: 502, body: '<html>' },
  { answer: 'an error without a body', status: 500, body: '' },
  { answer: 'an error without a type', status: 400, body: '{"message":"no"}' },
  { answer: 'an error with nothing', status: 403, body: '{}' },
  { answer: 'an error with a code', status: 400, body: '{"code":"NoSuchThing"}' },
  { answer: 'an error of the service', status: 500, body: '{"__type":"a#InternalServerError","message":"sorry"}' },
  { answer: 'an error with members that every object has', status: 500, body: INHERITED },
  { answer: 'an unknown error of the service', status: 599, body: '{"__type":"Odd","message":"sorry"}' },
  { answer: 'a redirect', status: 307, body: '' },
  { answer: 'a conflict of replicas', status: 400, body: CONFLICT },
  { answer: 'an existing item', status: 400, body: EXISTING },
  { answer: 'an answer to something else', status: 200, body: '{"Table":{"ItemCount":9007199254740993}}' },
])("takes $answer as the SDK's client does", async ({ status, body }) => {
  const outcomeOf = async (sending: Promise<object>) => {
    const outcome = await sending.catch((error) => error);
    const { name, message, $fault, $metadata, Item } = outcome;
    const { httpStatusCode, requestId } = $metadata;
    // The SDK adds a hint to the error of the parser.
    const isError = outcome instanceof Error;
    return { isError, name, message: name === 'SyntaxError' || message, $fault, httpStatusCode, requestId, Item };
  };
  const { put, requests, endpoint } = await clientOf(answering(...Array(6).fill({ status, body })));
  const ours = await outcomeOf(put());
  const attempts = requests.length;

  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const theirs = new DynamoDBClient({ region: 'local', endpoint, credentials, maxAttempts: 3 });
  onTestFinished(() => theirs.destroy());

  expect(ours).toEqual(await outcomeOf(theirs.send(command())));
  expect(attempts).toBe(requests.length - attempts);
});

it.each(['', ' ', 'null', '[1]', '"B"', '7'])('takes no success without an object for one: %j', async (body) => {
  const { put, requests } = await clientOf(answering({ status: 200, body }));

  await expect(put()).rejects.toMatchObject({ name: 'SyntaxError', $metadata: { httpStatusCode: 200 } });
  expect(requests).toHaveLength(1);
});

it('asks again when a kept connection was closed', async () => {
  const { put, requests } = await clientOf((request, response) => {
    if (requests.length === 2) request.socket.destroy();
    else answering()(request, response);
  });
  await put();
  await put();

  expect(requests).toHaveLength(3);
});

it('does not wait for another attempt once the signal has aborted', async () => {
  const controller = new AbortController();
  const { put, requests } = await clientOf((request, response) => {
    answering(BROKEN)(request, response);
    response.once('close', () => controller.abort());
  });

  await expect(put(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests).toHaveLength(1);
});

it('keeps its connection', async () => {
  const { put, requests } = await clientOf(answering());
  await put();
  await put();

  expect(requests[1]?.socket).toBe(requests[0]?.socket);
});

it('names the variable of a missing endpoint', () => {
  const env = { ...functionEnvironment(''), AWS_ENDPOINT_URL_DYNAMODB: undefined };

  expect(() => functionClientFor(env, createRequestHandler(new Timeouts()))).toThrow('AWS_ENDPOINT_URL_DYNAMODB');
});
