import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chunksIn, chunksOf, recordIn } from '../../../functions/audit/transport.ts';
import { recordOf } from '../../../functions/record/record.ts';
import { comparable } from '../../support/table.ts';

function recordWith(body: Buffer) {
  const received = { requestID: 'r-1', receivedAt: '2026-03-04T05:06:07.089Z', sourceIP: '', command: 'c', body };
  return recordOf(received, { outcome: 'malformed', groupID: 'g', reason: 'why' });
}

/** Characters that SQS accepts in a message. Source: Amazon SQS API Reference, SendMessage. */
const SQS_TEXT = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

it('brings any record through a queue and a log as it was', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const record = recordWith(Buffer.from(bytes));
      const [text = '', ...more] = chunksOf(record);
      expect(more).toEqual([]);
      expect(text).toMatch(SQS_TEXT);
      expect(comparable(recordIn(chunksIn(`2026-03-04 {"message":"${text}"}\n`)) ?? {})).toEqual(comparable(record));
    }),
  );
});

it('makes pieces that SQS takes of what it does not take whole, and finds them on one line', () => {
  const record = recordWith(randomBytes(3_000_000));
  const pieces = chunksOf(record);

  expect(pieces.length).toBeGreaterThan(10);
  for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThan(256 * 1_024 - 500);
  expect(comparable(recordIn(chunksIn(pieces.join('\t'))) ?? {})).toEqual(comparable(record));
});
