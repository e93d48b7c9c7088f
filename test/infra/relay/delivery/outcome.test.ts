import { expect, it } from 'vitest';
import { outcomeOf, outcomeOfFailure } from '../../../../infra/relay/delivery/outcome.ts';
import { SendFailure } from '../../../../infra/relay/receiver/client.ts';

const envelope = (errCode: number) => JSON.stringify({ actionCode: 0, errCode, errMsg: '', errDlt: '', nextCode: 0 });

interface Row {
  readonly status: number;
  readonly body: string;
  readonly kind: string;
  readonly cause?: string;
  readonly isDone?: boolean;
}

it.each<Row>([
  { status: 200, body: envelope(0), kind: 'done' },
  // Another server than a receiver.
  { status: 200, body: '{}', kind: 'failed' },
  { status: 200, body: envelope(0).replace('0', '1'), kind: 'failed' },
  { status: 200, body: '[]', kind: 'failed' },
  { status: 200, body: '', kind: 'failed' },
  { status: 200, body: '<html></html>', kind: 'failed' },
  { status: 302, body: '', kind: 'failed' },
  { status: 400, body: envelope(5400), isDone: true, kind: 'done' },
  { status: 400, body: envelope(5409), isDone: true, kind: 'done' },
  // API Gateway's own answer, and that of a server which could not read the request.
  { status: 400, body: envelope(5400), kind: 'failed' },
  { status: 400, body: '<html>400 Bad Request</html>', kind: 'failed' },
  { status: 415, body: envelope(5400), kind: 'failed' },
  { status: 401, body: envelope(5401), kind: 'wait', cause: 'unauthorised' },
  { status: 403, body: '{"message":"Forbidden"}', kind: 'wait', cause: 'unauthorised' },
  // API Gateway answers an address that it does not have with 403.
  { status: 403, body: envelope(5404), kind: 'failed' },
  { status: 404, body: envelope(5404), kind: 'failed' },
  { status: 413, body: '<html></html>', kind: 'never' },
  { status: 429, body: envelope(5429), kind: 'wait', cause: 'throttled' },
  // Recorded as failed.
  { status: 500, body: envelope(5500), isDone: true, kind: 'done' },
  // A gateway's own answer.
  { status: 500, body: envelope(5500), kind: 'failed' },
  { status: 500, body: '<html></html>', isDone: true, kind: 'failed' },
  { status: 503, body: '', kind: 'failed' },
])('takes $status $body as $kind', ({ status, body, kind, cause, isDone = false }) => {
  const answer = { status, contentType: '', retryAfter: undefined, isDone, body: Buffer.from(body) };
  expect(outcomeOf(answer)).toMatchObject({ kind, ...(cause && { cause }) });
});

it.each([
  { retryAfter: '7', retryAfterMs: 7_000 },
  { retryAfter: '86400', retryAfterMs: 60_000 },
  { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT', retryAfterMs: undefined },
])('waits as long as the receiver asks, within a minute: $retryAfter', ({ retryAfter, retryAfterMs }) => {
  expect(outcomeOf({ status: 429, contentType: '', retryAfter, body: Buffer.alloc(0) })).toMatchObject({
    retryAfterMs,
  });
});

it('tells a connection that failed from an answer that broke off', () => {
  expect(outcomeOfFailure(new SendFailure('connection', 'ECONNREFUSED'))).toMatchObject({
    kind: 'wait',
    cause: 'away',
  });
  expect(outcomeOfFailure(new SendFailure('answer', 'aborted'))).toMatchObject({ kind: 'failed' });
  expect(outcomeOfFailure(new SendFailure('time', 'no answer'))).toMatchObject({ kind: 'failed' });
});
