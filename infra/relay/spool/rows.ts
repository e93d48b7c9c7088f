import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import * as v from 'valibot';
import { OtherAnswer, type RelayedRequest, RelayVerdict } from '../../../functions/openim/relay-protocol.ts';
import type { NewRequest, SetAside } from './spooled.ts';

type Row = Record<string, SQLOutputValue>;

/** What the sender says about a request beside its content. */
const Marks = v.object({ isTest: v.optional(v.boolean()), replayOf: v.optional(v.string()) });

/** Returns the values of INSERT_REQUEST. */
export function valuesOf(request: NewRequest): SQLInputValue[] {
  const { id, receivedAt, path, operationID = null, contentType = null, body } = request;
  const { verdict, others, isTest, replayOf } = request;
  const marks = isTest || replayOf !== undefined ? { isTest, replayOf } : undefined;
  const json = [verdict, others, marks].map((value) => (value ? JSON.stringify(value) : null));
  return [id, receivedAt, path, operationID, contentType, ...json, body];
}

export function requestOf(row: Row): RelayedRequest {
  const { operation_id, content_type, verdict, others, marks, body } = row;
  return {
    sequence: Number(row.sequence),
    id: String(row.id),
    receivedAt: String(row.received_at),
    path: String(row.path),
    ...(operation_id !== null && { operationID: String(operation_id) }),
    ...(content_type !== null && { contentType: String(content_type) }),
    ...(typeof verdict === 'string' && { verdict: v.parse(RelayVerdict, JSON.parse(verdict)) }),
    ...(typeof others === 'string' && { others: v.parse(v.array(OtherAnswer), JSON.parse(others)) }),
    ...(typeof marks === 'string' && v.parse(Marks, JSON.parse(marks))),
    body: body instanceof Uint8Array ? body : new Uint8Array(),
  };
}

export function setAsideOf(row: Row): SetAside {
  return {
    request: requestOf(row),
    target: String(row.target),
    setAsideAt: String(row.set_aside_at),
    reason: String(row.reason),
  };
}
