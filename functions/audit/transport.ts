import type { AuditRecord } from '../record/record.ts';
import { pack, unpack } from './pack.ts';

/** Size before base64 encoding. It keeps a message below SQS's 256 KiB. */
const MAX_CHUNK_BYTES = 180 * 1_024;

/** Textual form of a chunk for queue and log: `restore:REQUEST_ID/PLACE/COUNT/BASE64`. */
const CHUNK_PATTERN = /restore:([\w-]+)\/(\d+)\/(\d+)\/([A-Za-z0-9+/=]+)/g;
const MARKER = 'restore:';

/** Removes the marker from a caller's text, so that a log line with it is not read as a chunk. */
export function withoutMarker<Text extends string | undefined>(text: Text): Text {
  return text?.replaceAll(MARKER, 'restore ') as Text;
}

/** One chunk of a packed record. */
export interface Chunk {
  readonly requestID: string;
  /** From 1 to `count`. */
  readonly place: number;
  readonly count: number;
  readonly base64: string;
}

/** Caches chunks, because a record that the queue rejects is logged next, and packing a large one is slow. */
const chunkCache = new WeakMap<AuditRecord, string[]>();

/** Returns a record as textual chunks, each for one queue message or one log line. */
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

/** Returns all chunks in a text. */
export function chunksIn(text: string): Chunk[] {
  return [...text.matchAll(CHUNK_PATTERN)].map(([, requestID = '', place, count, base64 = '']) => ({
    requestID,
    place: Number(place),
    count: Number(count),
    base64,
  }));
}

/**
 * Returns the record of its ordered chunks.
 *
 * @throws {Error} when chunks are missing or damaged
 */
export function recordIn(chunks: readonly Chunk[]): AuditRecord {
  const packed = Buffer.concat(chunks.map(({ base64 }) => Buffer.from(base64, 'base64')));
  return unpack(packed) as AuditRecord;
}
