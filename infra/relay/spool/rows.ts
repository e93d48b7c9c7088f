import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import * as v from 'valibot';
import { OtherAnswer, RelayVerdict } from '../../../functions/openim/relay-protocol.ts';
import type { NewRequest, SpooledRequest } from './spooled.ts';

export type Row = Record<string, SQLOutputValue>;

/** Metadata of a request. */
const Marks = v.object({
  isTest: v.optional(v.boolean()),
  replayOf: v.optional(v.string()),
  leftOut: v.optional(v.string()),
});

/** Returns the values of INSERT_REQUEST. */
export function valuesOf(request: NewRequest): SQLInputValue[] {
  const { id, receivedAt, path, operationID = null, contentType = null, body } = request;
  const { verdict, others, isTest, replayOf, leftOut } = request;
  const hasMarks = isTest || replayOf !== undefined || leftOut !== undefined;
  const marks = hasMarks ? { isTest, replayOf, leftOut } : undefined;
  const json = [verdict, others, marks].map((value) => (value ? JSON.stringify(value) : null));
  return [id, receivedAt, path, operationID, contentType, ...json, body];
}

/** Returns a request. If a column is not valid, it has the others, and the damage. */
export function requestOf(row: Row): SpooledRequest {
  const { operation_id, content_type, verdict, others, marks, body } = row;
  const request = {
    sequence: Number(row.sequence),
    id: String(row.id),
    receivedAt: String(row.received_at),
    path: String(row.path),
    ...(operation_id !== null && { operationID: String(operation_id) }),
    ...(content_type !== null && { contentType: String(content_type) }),
    body: body instanceof Uint8Array ? body : new Uint8Array(),
  };
  try {
    return {
      ...request,
      ...(typeof verdict === 'string' && { verdict: v.parse(RelayVerdict, JSON.parse(verdict)) }),
      ...(typeof others === 'string' && { others: v.parse(v.array(OtherAnswer), JSON.parse(others)) }),
      ...(typeof marks === 'string' && v.parse(Marks, JSON.parse(marks))),
    };
  } catch (error) {
    return { ...request, damage: (error as Error).message };
  }
}
