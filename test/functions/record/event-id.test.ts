import { expect, it } from 'vitest';
import { eventID, repeatID } from '../../../functions/record/event-id.ts';
import type { Outcome } from '../../../functions/record/outcome.ts';

const idOf = (request: typeof received, outcome: Outcome) => eventID(request, request.operationID, outcome);

const received = {
  requestID: 'r',
  sourceIP: '192.0.2.7',
  receivedAt: '2026-03-04T05:00:00.000Z',
  command: 'callbackAfterJoinGroupCommand',
  operationID: 'op',
  body: Buffer.from('{}'),
};

it.each([
  { change: 'another request', other: { ...received, requestID: 's', sourceIP: '192.0.2.8' } },
  { change: 'the same ten minutes', other: { ...received, receivedAt: '2026-03-04T05:09:59.999Z' } },
  { change: 'the last place in them', other: { ...received, receivedAt: '2026-03-04T05:09:59.999999Z' } },
  { change: 'another spelling in the address', other: { ...received, sentAs: 'callbackAfterjoinGroupCommand' } },
])('is the same for $change', ({ other }) => {
  expect(idOf(other, 'allowed')).toBe(idOf(received, 'allowed'));
});

it.each([
  { change: 'command', other: { ...received, command: 'callbackAfterDisMissGroupCommand' } },
  { change: 'operation', other: { ...received, operationID: 'another' } },
  { change: 'body', other: { ...received, body: Buffer.from('{ }') } },
  { change: 'ten minutes', other: { ...received, receivedAt: '2026-03-04T05:10:00.000Z' } },
])('differs for another $change', ({ other }) => {
  expect(idOf(other, 'allowed')).not.toBe(idOf(received, 'allowed'));
});

it.each(['refused', 'malformed'] as const)('differs for what was allowed and what was %s', (outcome) => {
  expect(idOf(received, outcome)).not.toBe(idOf(received, 'allowed'));
});

it('has 32 hexadecimal digits', () => {
  expect(idOf(received, 'allowed')).toMatch(/^[0-9a-f]{32}$/);
});

it('takes a missing operation for an empty one', () => {
  expect(eventID(received, undefined, 'allowed')).toBe(eventID(received, '', 'allowed'));
  expect(eventID(received, undefined, 'allowed')).not.toBe(idOf(received, 'allowed'));
});

it('names the event and the request in the id of a repeat', () => {
  expect(repeatID('e', 'r')).toBe('e#r');
});
