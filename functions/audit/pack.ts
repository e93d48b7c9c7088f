import { hash } from 'node:crypto';
import type * as Zlib from 'node:zlib';
import type { AuditRecord } from '../record/record.ts';

/** Fields of a record to store or send in compressed form. */
type Fields = { [Name in keyof AuditRecord]?: AuditRecord[Name] | undefined };

/** Loads zlib on demand, because importing it took a tenth of a cold start on Node 24. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

/**
 * Compresses fields as JSON, with `bodyBytes` in base64. The window spans event and body, because the event repeats the
 * body.
 */
export function pack({ bodyBytes, ...rest }: Fields): Buffer {
  const { constants, zstdCompressSync } = zlib();
  const fields = bodyBytes ? { ...rest, bodyBase64: Buffer.from(bodyBytes).toString('base64') } : rest;
  return zstdCompressSync(JSON.stringify(fields), {
    params: { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 24 },
  });
}

/** @throws {Error} when the bytes are not an output of `pack` */
export function unpack(packed: Uint8Array): Partial<AuditRecord> {
  const { bodyBase64, ...fields } = JSON.parse(zlib().zstdDecompressSync(packed).toString());
  return bodyBase64 === undefined ? fields : { ...fields, bodyBytes: Buffer.from(bodyBase64, 'base64') };
}

/** Returns a short hash of packed bytes. */
export function digestOf(packed: Uint8Array): string {
  return hash('sha256', packed).slice(0, 16);
}
