import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  fromBatchLine,
  type RelayedRequest,
  relayHeaders,
  toBatchLine,
} from '../../../functions/openim/relay-protocol.ts';

const request: RelayedRequest = {
  id: '0192a4b8-7c3d-7e21-9a4b-1c2d3e4f5a6b',
  receivedAt: '2026-11-24T13:34:24.328000Z',
  sequence: 7,
  path: '/callbackAfterJoinGroupCommand',
  body: Buffer.from('{}'),
};

it('brings every body and text through a line of a batch, byte by byte', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }),
      fc.option(fc.string(), { nil: undefined }),
      (body, text, operationID) => {
        const verdict = { verdict: 'refuse', errCode: 5502, reason: text } as const;
        const line = toBatchLine({ ...request, body, operationID, verdict });
        const back = fromBatchLine(line);

        expect(line).not.toContain('\n');
        expect(Buffer.from(back?.body ?? '')).toEqual(Buffer.from(body));
        expect(back).toMatchObject({ id: request.id, sequence: 7, verdict });
        expect(back?.operationID).toBe(operationID);
      },
    ),
  );
});

it('writes text as text, and other bytes as base64', () => {
  expect(JSON.parse(toBatchLine({ ...request, body: Buffer.from('{"a":"你"}') }))).toMatchObject({
    body: '{"a":"你"}',
  });
  expect(JSON.parse(toBatchLine({ ...request, body: Buffer.from([0xff]) }))).toMatchObject({ bodyBase64: '/w==' });
});

const line = JSON.parse(toBatchLine(request));
it.each([
  { why: 'not JSON', text: '{' },
  { why: 'not an object', text: '[]' },
  { why: 'no body', text: JSON.stringify({ ...line, body: undefined }) },
  { why: 'two bodies', text: JSON.stringify({ ...line, bodyBase64: '' }) },
  { why: 'a local time', text: JSON.stringify({ ...line, receivedAt: '2026-11-24T13:34:24' }) },
  { why: 'a path without a slash', text: JSON.stringify({ ...line, path: 'x' }) },
  { why: 'no identity', text: JSON.stringify({ ...line, id: '7' }) },
  { why: 'a sequence of 0', text: JSON.stringify({ ...line, sequence: 0 }) },
])('does not accept a line with $why', ({ text }) => {
  expect(fromBatchLine(text)).toBeUndefined();
});

it('has headers in ASCII, whatever the reason of a verdict is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (reason) => {
      const verdict = { verdict: 'allow', errCode: 5504, reason } as const;
      const headers = relayHeaders({ ...request, verdict }, '2026-11-24T13:34:25.000Z');

      expect(() => new Headers(headers)).not.toThrow();
      expect(JSON.parse(headers['x-relay-verdict'] ?? '')).toEqual(verdict);
    }),
  );
});
