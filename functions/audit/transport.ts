import type { AuditRecord } from '../record/record.ts';
import { pack, unpack } from './pack.ts';

/** Bytes of a piece before base64, so that a message stays below the 256 KiB that every SQS queue takes. */
const MAX_CHUNK_BYTES = 180 * 1_024;

/** A piece of a record as text that any queue and any log takes: its request, its place, how many there are, and base64. */
const CHUNK_PATTERN = /restore:([\w-]+)\/(\d+)\/(\d+)\/([A-Za-z0-9+/=]+)/g;
const MARKER = 'restore:';

/** Text that others chose, for a log: it must not be taken for a piece of a record. */
export function withoutMarker<Text extends string | undefined>(text: Text): Text {
  return text?.replaceAll(MARKER, 'restore ') as Text;
}

export interface Chunk {
  readonly requestID: string;
  /** From 1 to `count`. */
  readonly place: number;
  readonly count: number;
  readonly base64: string;
}

/** Pieces that were made already: what the queue does not take is logged, and a large record takes long to pack. */
const chunkCache = new WeakMap<AuditRecord, string[]>();

/** A record as pieces of text. The log line of a record that is stored nowhere is one, too. */
export function chunksOf(record: AuditRecord): readonly string[] {
  const chunks = chunkCache.get(record) ?? splitIntoChunks(record);
  chunkCache.set(record, chunks);
  return chunks;
}

function splitIntoChunks(record: AuditRecord): string[] {
  const packed = pack(record);
  const count = Math.ceil(packed.length / MAX_CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const base64 = packed.subarray(index * MAX_CHUNK_BYTES, (index + 1) * MAX_CHUNK_BYTES).toString('base64');
    return `${MARKER}${record.requestID}/${index + 1}/${count}/${base64}`;
  });
}

/** All pieces in a text. */
export function chunksIn(text: string): Chunk[] {
  return [...text.matchAll(CHUNK_PATTERN)].map(([, requestID = '', place, count, base64 = '']) => ({
    requestID,
    place: Number(place),
    count: Number(count),
    base64,
  }));
}

/**
 * The record of which these are all pieces, in their order.
 *
 * @throws {Error} when they are not
 */
export function recordIn(chunks: readonly Chunk[]): AuditRecord {
  const packed = Buffer.concat(chunks.map(({ base64 }) => Buffer.from(base64, 'base64')));
  return unpack(packed) as AuditRecord;
}
