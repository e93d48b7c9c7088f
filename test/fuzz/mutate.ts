import { createHash } from 'node:crypto';
import { samples } from '../support/bodies.ts';

/** Numbers from 0 to 1 from a seed, so that what was found can be found again. */
export function randomFrom(seed: number): () => number {
  let block = Buffer.alloc(0);
  let used = 0;
  let blocks = 0;
  return () => {
    if (used === block.length) {
      block = createHash('sha512').update(`${seed}/${blocks}`).digest();
      blocks += 1;
      used = 0;
    }
    used += 4;
    return block.readUInt32LE(used - 4) / 2 ** 32;
  };
}

const SCRAPS = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  'true',
  '-1',
  '1e400',
  '1e-400',
  '2147483648',
  '12345678901234567890',
  '""',
  '{"value":1}',
  '\\u0000',
  '\\ud800',
  '\\u0002',
  '"__proto__":{}',
  '"constructor":{"name":"Set"}',
  '"groupID":',
  '"userID":null',
  '"membersID":[1]',
  '\u0000',
  '\ufeff',
  '你',
  '🎈',
];

/** Bytes of a body that a server could send, with some of them changed, taken out, repeated, or put elsewhere. */
export function mutated(random: () => number): Buffer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let bytes = Buffer.from(JSON.stringify(pick(samples).body));
  for (let change = 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * (bytes.length + 1));
    const to = Math.min(bytes.length, at + Math.floor(random() * 12));
    const scrap = Buffer.from(pick(SCRAPS));
    const middle = pick([scrap, Buffer.from([Math.floor(random() * 256)]), bytes.subarray(at, to), Buffer.alloc(0)]);
    bytes = Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(pick([at, to]))]);
  }
  return bytes;
}
