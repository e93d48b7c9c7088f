import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GrowableBuffer } from '../../../infra/local/growable-buffer.ts';

/** Chunks of a memory that they share, and such as Node's parser makes. */
const ofPool = fc.uint8Array().map((bytes) => Buffer.from(bytes));
const withOwnMemory = fc.uint8Array().map((bytes) => Buffer.from(bytes.slice().buffer));

it('holds what was appended, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(ofPool, withOwnMemory)), (chunks) => {
      const buffer = new GrowableBuffer();
      for (const chunk of chunks) buffer.append(chunk);
      expect(buffer.bytes().equals(Buffer.concat(chunks))).toBe(true);
      expect(buffer.length).toBe(Buffer.concat(chunks).length);
    }),
  );
});

it('keeps a first chunk as it is, unless that would keep more memory than its length', () => {
  const [own, pooled] = [new GrowableBuffer(), new GrowableBuffer()];
  const chunk = Buffer.from(new Uint8Array([1, 2, 3]).buffer);
  own.append(chunk);
  expect(own.bytes().buffer).toBe(chunk.buffer);
  pooled.append(Buffer.from('a').subarray(0, 1));
  expect(pooled.bytes().buffer.byteLength).toBe(1);
});
