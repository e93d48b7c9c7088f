import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRequests, unpackRequests } from '../../../../infra/relay/spool/packed-requests.ts';

it('returns each request with its own body, also when bodies are empty or parts of larger buffers', () => {
  const body = fc.uint8Array().chain((bytes) => fc.nat(bytes.length).map((from) => bytes.subarray(from)));
  const request = fc.record({
    id: fc.uuid(),
    receivedAt: fc.constant('2026-11-24T13:34:24.328000Z'),
    path: fc.string(),
    operationID: fc.option(fc.string(), { nil: undefined }),
    body,
  });
  fc.assert(
    fc.property(fc.array(request), (requests) => {
      expect(unpackRequests(structuredClone(packRequests(requests)))).toEqual(requests);
    }),
  );
});
