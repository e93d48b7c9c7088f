import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GrowableBuffer } from '../../../infra/local/growable-buffer.ts';

it('holds what was appended, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (chunks) => {
      const buffer = new GrowableBuffer();
      for (const chunk of chunks) buffer.append(Buffer.from(chunk));
      expect(buffer.bytes().equals(Buffer.concat(chunks))).toBe(true);
      expect(buffer.length).toBe(Buffer.concat(chunks).length);
    }),
  );
});
