import { isUtf8 } from 'node:buffer';
import type * as Zlib from 'node:zlib';
import type { AuditRecord } from '../record/record.ts';

/** Fields of a record to store or send in compressed form. */
type Fields = { [Name in keyof AuditRecord]?: AuditRecord[Name] | undefined };

/** zstd finds a repetition over this distance by itself, and over a longer one only if it is told to. */
const USUAL_WINDOW_BYTES = 2 * 1_024 * 1_024;

/** Node permits no smaller chunk of output. */
const MIN_CHUNK_BYTES = 64;

const LINE_END = '\n';

/** Several times what the largest body and its event take. Bytes that unpack to more are no output of `pack`. */
const MAX_UNPACKED_BYTES = 64 * 1_024 * 1_024;

/** JSON without it has no integer of 2^53 or more. */
const LONG_INTEGER = /\d{16}|\de\+/;

/** Loads zlib on demand, because importing it took a tenth of a cold start on Node 24. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

/**
 * Compresses fields: a line of JSON without the body, and the exact body, if there is one, in a frame of zstd with its checksum. The
 * window spans both, because the event repeats the body.
 */
export function pack({ body, bodyBytes, ...rest }: Fields): Buffer {
  const { constants, zstdCompressSync } = zlib();
  const line = JSON.stringify(rest);
  const bytes = bodyBytes
    ? Buffer.concat([Buffer.from(line + LINE_END), bodyBytes])
    : Buffer.from(body === undefined ? line : line + LINE_END + body);
  const long = { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 24 };
  return zstdCompressSync(bytes, {
    // With these, zstd and Node take only as much memory as these bytes need.
    pledgedSrcSize: bytes.length,
    chunkSize: bytes.length + MIN_CHUNK_BYTES,
    params: { [constants.ZSTD_c_checksumFlag]: 1, ...(bytes.length > USUAL_WINDOW_BYTES && long) },
  });
}

/**
 * Returns packed fields. In those of earlier versions, all is in the line of JSON, with `bodyBytes` in base64.
 *
 * @param convert is called with each number when some are long
 * @throws {Error} when the bytes are not an output of `pack`, or unpack to more than `maxBytes`
 */
export function unpack(
  packed: Uint8Array,
  convert?: (number: number) => unknown,
  maxBytes = MAX_UNPACKED_BYTES,
): Partial<AuditRecord> {
  const bytes = zlib().zstdDecompressSync(packed, { maxOutputLength: maxBytes });
  const end = bytes.indexOf(LINE_END);
  const line = bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
  const revive = (_name: string, value: unknown) => (typeof value === 'number' ? convert?.(value) : value);
  const { bodyBase64, ...fields } = JSON.parse(line, convert && LONG_INTEGER.test(line) ? revive : undefined);
  if (bodyBase64 !== undefined) return { ...fields, bodyBytes: Buffer.from(bodyBase64, 'base64') };
  if (end < 0) return fields;
  const body = bytes.subarray(end + 1);
  return { ...fields, ...(isUtf8(body) ? { body: body.toString() } : { bodyBytes: body }) };
}
