import { samples } from '../support/bodies.ts';

/** Numbers from a seed, so that what was found can be found again. Source: mulberry32, Tommy Ettinger, public domain. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
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
