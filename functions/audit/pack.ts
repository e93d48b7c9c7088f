import type * as Zlib from 'node:zlib';
import type { AuditRecord } from '../record/record.ts';

/** Fields of a record that are kept or sent packed. */
type Fields = { [Name in keyof AuditRecord]?: AuditRecord[Name] | undefined };

/** Loaded when it is needed, which is rarely: importing it was a tenth of a cold start, measured on Node 24. */
const zlib = (): typeof Zlib => process.getBuiltinModule('node:zlib');

/** Fields as compressed JSON, a body of bytes as base64. An event repeats what its body says: a window over both finds that. */
export function pack({ bodyBytes, ...rest }: Fields): Buffer {
  const { constants, zstdCompressSync } = zlib();
  const fields = bodyBytes ? { ...rest, bodyBase64: Buffer.from(bodyBytes).toString('base64') } : rest;
  return zstdCompressSync(JSON.stringify(fields), {
    params: { [constants.ZSTD_c_enableLongDistanceMatching]: 1, [constants.ZSTD_c_windowLog]: 24 },
  });
}

/** @throws {Error} when it is not what `pack` gave */
export function unpack(packed: Uint8Array): Partial<AuditRecord> {
  const { bodyBase64, ...fields } = JSON.parse(zlib().zstdDecompressSync(packed).toString());
  return bodyBase64 === undefined ? fields : { ...fields, bodyBytes: Buffer.from(bodyBase64, 'base64') };
}
