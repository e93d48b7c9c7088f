import { expect, it } from 'vitest';
import type { RelayedRequest } from '../../../../functions/openim/relay-protocol.ts';
import { WaitingRequests } from '../../../../infra/relay/delivery/waiting-requests.ts';

const request = (sequence: number, bytes = 2): RelayedRequest => ({
  id: `${sequence}`,
  receivedAt: '2026-11-24T13:34:24.328000Z',
  sequence,
  path: '/x',
  body: Buffer.alloc(bytes),
});

function waiting(...requests: RelayedRequest[]): WaitingRequests {
  const all = new WaitingRequests();
  all.add(requests);
  return all;
}

const sequencesOf = (held: readonly { request: RelayedRequest }[]) => held.map((each) => each.request.sequence);

it('takes requests in their order, within the limits of lines and bytes', () => {
  const all = waiting(...Array.from({ length: 60 }, (_, index) => request(index + 1)));
  expect(sequencesOf(all.take(1, 0))).toEqual([1]);
  expect(all.take(50, 0)).toHaveLength(50);

  const large = waiting(request(1, 300_000), request(2, 300_000), request(3));
  expect(sequencesOf(large.take(50, 0))).toEqual([1]);
  expect(sequencesOf(large.take(50, 0))).toEqual([2, 3]);
});

it('takes a request that is larger than a batch alone', () => {
  expect(sequencesOf(waiting(request(1, 2_000_000), request(2)).take(50, 0))).toEqual([1]);
});

it('keeps a request alone whose batches failed', () => {
  const all = waiting(request(1), request(2), request(3));
  const held = all.take(50, 0);
  if (held[1]) held[1].batchLimit = 1;
  all.putBack(held);

  expect(sequencesOf(all.take(50, 0))).toEqual([1]);
  expect(sequencesOf(all.take(50, 0))).toEqual([2]);
  expect(sequencesOf(all.take(50, 0))).toEqual([3]);
});

it('adds no request twice, until the spool has removed it', () => {
  const all = waiting(request(1));
  all.take(50, 0);
  all.add([request(1)]);
  expect(all.take(50, 0)).toEqual([]);

  all.forget([1]);
  all.add([request(1)]);
  expect(sequencesOf(all.take(50, 0))).toEqual([1]);
});

it('lets others go before a request that failed', () => {
  const all = waiting(request(1), request(2));
  const [first] = all.take(1, 0);
  if (first) all.delay(first, 100);

  expect(all.nextDelayMs(40)).toBe(60);
  expect(sequencesOf(all.take(1, 99))).toEqual([2]);
  expect(all.take(1, 99)).toEqual([]);
  expect(sequencesOf(all.take(1, 100))).toEqual([1]);
  expect(all.nextDelayMs(100)).toBe(Number.POSITIVE_INFINITY);
});

it('measures the bodies that are ready, so that no more are read while they are large', () => {
  const all = waiting(request(1, 6_000_000), request(2, 3_000_000));
  expect(all.readyBytes).toBe(9_000_000);
  const held = all.take(1, 0);
  expect(all.readyBytes).toBe(3_000_000);
  all.putBack(held);
  expect(all.readyBytes).toBe(9_000_000);
});
