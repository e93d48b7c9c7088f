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

/** Fields that a body may have beside those that we know, which storage and printing find hard. */
const FIELDS = [
  '"seq":9007199254740993',
  '"createTime":-9223372036854775808',
  '"x":[12345678901234567890,1e22,-1e125,1e-130]',
  '"x":{"value":123456789012345678901234567890}',
  '"a  b=c":"d  e=f"',
  '"x":"\\u202e\\u009b\\u2028\\u2003"',
  '"\\u001b[2J":"\\t\\n"',
];

/**
 * Bytes of a body that a server could send, some with a field more, and most with some of the bytes changed, taken out, repeated, or
 * put elsewhere.
 */
export function mutated(random: () => number): Buffer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const text = JSON.stringify(pick(samples).body);
  const hasMore = random() < 0.25;
  let bytes = Buffer.from(hasMore ? text.replace('{', `{${pick(FIELDS)},`) : text);
  for (let change = hasMore ? 1 : 0; change < 1 + random() * 4; change += 1) {
    const at = Math.floor(random() * (bytes.length + 1));
    const to = Math.min(bytes.length, at + Math.floor(random() * 12));
    const scrap = Buffer.from(pick(SCRAPS));
    const middle = pick([scrap, Buffer.from([Math.floor(random() * 256)]), bytes.subarray(at, to), Buffer.alloc(0)]);
    bytes = Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(pick([at, to]))]);
  }
  return bytes;
}
