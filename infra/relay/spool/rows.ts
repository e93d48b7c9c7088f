import type { SQLOutputValue } from 'node:sqlite';
import * as v from 'valibot';
import { OtherAnswer, type RelayedRequest, RelayVerdict } from '../../../functions/openim/relay-protocol.ts';
import type { SetAside } from './spooled.ts';

type Row = Record<string, SQLOutputValue>;

export function requestOf(row: Row): RelayedRequest {
  const { operation_id, content_type, verdict, others, body } = row;
  return {
    sequence: Number(row.sequence),
    id: String(row.id),
    receivedAt: String(row.received_at),
    path: String(row.path),
    ...(operation_id !== null && { operationID: String(operation_id) }),
    ...(content_type !== null && { contentType: String(content_type) }),
    ...(typeof verdict === 'string' && { verdict: v.parse(RelayVerdict, JSON.parse(verdict)) }),
    ...(typeof others === 'string' && { others: v.parse(v.array(OtherAnswer), JSON.parse(others)) }),
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
