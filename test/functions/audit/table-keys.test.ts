import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayShard, shardsOfDay, toIndexKey } from '../../../functions/dynamodb/index-keys.ts';
import { sha256 } from '../../support/proxy-event.ts';

const anyString = fc.array(fc.nat(0xffff), { maxLength: 3_000 }).map((units) => String.fromCharCode(...units));

it('leaves the empty identifier out of the indexes', () => {
  expect(toIndexKey('')).toBeUndefined();
});

describe('an identifier in an index', () => {
  it('is what a key can hold: well-formed, 1 to 2,048 bytes, the same when cut again', () => {
    fc.assert(
      fc.property(
        anyString.filter((id) => id !== ''),
        (id) => {
          const key = toIndexKey(id);
          expect(key?.isWellFormed()).toBe(true);
          expect(Buffer.byteLength(key ?? '')).toBeGreaterThan(0);
          expect(Buffer.byteLength(key ?? '')).toBeLessThanOrEqual(2_048);
          expect(toIndexKey(key)).toBe(key);
          expect(id.toWellFormed().startsWith(key ?? '')).toBe(true);
        },
      ),
    );
  });
});

it('puts each event of a day into one of its shards, and uses them all', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => sha256(String(index)).slice(0, 32));
  const shards = new Set(ids.map((id) => dayShard('2026-03-04T23:59:59.999Z', id)));
  expect([...shards].sort()).toEqual(shardsOfDay('2026-03-04'));
});
