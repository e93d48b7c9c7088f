import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { AuditRecord } from '../record/record.ts';

/** `source` of the events. */
const EVENT_SOURCE = 'openim.webhook';

/**
 * An event takes 256 kB, its other fields included. A longer detail comes without the record's `event`.
 * Source: Amazon EventBridge User Guide, "PutEvents", event size.
 */
const MAX_DETAIL_BYTES = 240 * 1_024;

/** Publishes the event of one record. */
export type Publish = (record: AuditRecord) => Promise<void>;

/** @throws {Error} when the bus rejects the event, although the request succeeded */
export function createPublish(client: EventBridgeClient, EventBusName: string): Publish {
  return async (record) => {
    const Detail = detailOf(record);
    const Time = new Date(record.receivedAt);
    const entry = { EventBusName, Source: EVENT_SOURCE, DetailType: record.command, Time, Detail };
    const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const code = Entries?.[0]?.ErrorCode;
    if (code !== undefined) throw new Error(`the event bus answered ${code}`);
  };
}

/** Returns a record as JSON without its body. One that is too long for the bus loses its event, and says so. */
function detailOf({ body: _body, bodyBytes: _bytes, dayShard: _shard, ...record }: AuditRecord): string {
  const detail = toJson(record);
  if (Buffer.byteLength(detail) <= MAX_DETAIL_BYTES) return detail;
  const { event: _event, ...rest } = record;
  return toJson({ ...rest, truncated: true });
}

/** An integer of 2^53 or more keeps its digits. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, field) => (typeof field === 'bigint' ? JSON.rawJSON(String(field)) : field));
}
