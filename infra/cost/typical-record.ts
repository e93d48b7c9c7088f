import { hash, randomUUID } from 'node:crypto';
import { sized, unitsOf } from '../../functions/audit/item-size.ts';
import { pack } from '../../functions/audit/pack.ts';
import { packedForm } from '../../functions/audit/packed-form.ts';
import { isLarge, marshalled } from '../../functions/audit/stored-form.ts';
import { recordOf } from '../../functions/record/record.ts';
import { type Written, writtenByStored } from './written.ts';

const COMMAND = 'callbackAfterJoinGroupCommand';
const RECEIVED_AT = '2026-03-04T05:06:07.089000Z';

/** IDs as a server makes them. With all three, a record is in every index. */
const IDS = { operationID: '1700000000001', groupID: '3264894561', userID: '7421360985' };

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const HASH_BYTES = 32;

/** Bytes of the smallest body. */
export const MIN_BODY_BYTES = Buffer.byteLength(bodyOf(0));

/**
 * Returns what a callback with a body of some bytes writes: a join to a group, most of whose body is a message. Its letters follow each
 * other as at random, so that it packs no better than the text of a person.
 *
 * @param isRelayed a relay delivers it, so that the record has its identity
 */
export function writtenByBody(bytes: number, isRelayed: boolean): Written {
  const body = bodyOf(Math.max(0, bytes - MIN_BODY_BYTES));
  const { groupID, userID, operationID } = IDS;
  const received = {
    ...{ requestID: randomUUID(), receivedAt: RECEIVED_AT, sourceIP: '203.0.113.255', command: COMMAND },
    ...{ operationID, body: Buffer.from(body) },
    ...(isRelayed && { relay: { id: randomUUID(), sequence: 1_234_567 } }),
  };
  const input = { outcome: 'recorded', groupID, userID, role: 'joined', operationID, event: JSON.parse(body) } as const;
  const record = recordOf(received, input);
  const plain = sized(marshalled(record));
  if (unitsOf(plain.bytes) === 1) return writtenByStored([plain.item]);
  const { event: _event, body: _body, ...rest } = record;
  const toPlain = isLarge(record) ? undefined : () => plain;
  const { head, parts } = packedForm(record, sized(marshalled(rest)), toPlain, { pack, marshalled, unitsOf });
  return writtenByStored([head, ...parts]);
}

function bodyOf(filling: number): string {
  return JSON.stringify({ callbackCommand: COMMAND, ...IDS, reqMessage: lettersOf(filling) });
}

/** Returns letters that follow each other as at random, the same each time. */
export function lettersOf(count: number): string {
  const blocks = Array.from({ length: Math.ceil(count / HASH_BYTES) }, (_, block) =>
    hash('sha256', String(block), 'buffer'),
  );
  return Array.from(Buffer.concat(blocks).subarray(0, count), (byte) => LETTERS[byte % LETTERS.length]).join('');
}
