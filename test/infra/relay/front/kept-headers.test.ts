import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RELAY_HEADERS, relayHeaders } from '../../../../functions/openim/relay-protocol.ts';
import { type KeptHeaders, keptHeadersOf, MAX_REASON_LENGTH } from '../../../../infra/relay/front/kept-headers.ts';
import { MAX_OTHERS_BYTES } from '../../../../infra/relay/routing/other-answers.ts';

/** API Gateway's limit of the request line and the values of headers. Source: AWS, "Quotas for configuring and running a REST API". */
const GATEWAY_BYTES = 10_240;

/** A stage or path of the receiver, its name and a token, each longer than usual. */
const OWN_BYTES = 500;

const PATH = '/callbackAfterJoinGroupCommand?contenttype=json';

it('keeps what OpenIM sends', () => {
  const headers = {
    operationid: 'op',
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Go-http-client/1.1',
  };
  expect(keptHeadersOf(PATH, headers)).toEqual({
    path: PATH,
    operationID: 'op',
    contentType: 'application/json; charset=utf-8',
  });
});

it.each<{ what: string; path?: string; headers?: Record<string, string>; kept: KeptHeaders }>([
  {
    what: 'an operation ID',
    headers: { operationid: 'o'.repeat(1_025) },
    kept: { path: PATH, leftOut: 'operationid' },
  },
  {
    what: 'parameters of a content type',
    headers: { 'content-type': `application/json; x=${'x'.repeat(300)}` },
    kept: { path: PATH, contentType: 'application/json', leftOut: 'content-type' },
  },
  {
    what: 'a content type',
    headers: { 'content-type': 'x'.repeat(300) },
    kept: { path: PATH, leftOut: 'content-type' },
  },
  {
    what: 'a query',
    path: `/callbackAfterJoinGroupCommand?x=${'x'.repeat(3_000)}`,
    kept: { path: '/callbackAfterJoinGroupCommand', leftOut: 'query' },
  },
  {
    what: 'a query, and not its command',
    path: `/?x=${'x'.repeat(3_000)}&command=callbackAfterJoinGroupCommand`,
    headers: { operationid: 'o'.repeat(2_000) },
    kept: { path: '/?command=callbackAfterJoinGroupCommand', leftOut: 'query, operationid' },
  },
])('leaves out $what that is too long, and says so', ({ path = PATH, headers = {}, kept }) => {
  expect(keptHeadersOf(path, headers)).toEqual(kept);
});

it('lets every request through a gateway, whatever its headers are', () => {
  const text = fc.nat(12_000).map((length) => 'x'.repeat(length));
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.nat(MAX_REASON_LENGTH).map((length) => '明'.repeat(length)),
      (query, id, type, reason) => {
        const {
          path,
          operationID = '',
          contentType = '',
          ...said
        } = keptHeadersOf(`/${'x'.repeat(109)}?${encodeURIComponent(query)}`, {
          operationid: id,
          'content-type': type,
          'x-openim-webhook-replay': `${'0'.repeat(32)}#${'x'.repeat(100)}`,
        });
        const headers = relayHeaders(
          {
            ...{ id: '0192a4b8-7c3d-7e21-9a4b-1c2d3e4f5a6b', receivedAt: '2026-11-24T13:34:24.328000Z' },
            ...{ sequence: Number.MAX_SAFE_INTEGER, verdict: { verdict: 'refuse', errCode: 5504, reason } },
            ...said,
          },
          '2026-11-24T13:34:24.328Z',
        );
        const values = [`POST ${path} HTTP/1.1`, operationID, contentType, ...Object.values(headers)];
        const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
        expect(bytes + MAX_OTHERS_BYTES + RELAY_HEADERS.others.length).toBeLessThan(GATEWAY_BYTES - OWN_BYTES);
      },
    ),
    { numRuns: 200 },
  );
});
