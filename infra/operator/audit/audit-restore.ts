import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { isPermanent } from '../../../functions/audit/put.ts';
import { putLate } from '../../../functions/audit/put-late.ts';
import { correctJudged } from '../../../functions/audit/superseded.ts';
import { type Chunk, chunksIn, recordIn } from '../../../functions/audit/transport.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { reasonOf } from '../../cli/file-failure.ts';
import { UsageError } from '../../cli/usage-error.ts';

export interface Restored {
  readonly records: number;
  /** IDs of requests whose chunks are missing or truncated. */
  readonly incomplete: readonly string[];
  /** IDs of requests whose record is not valid, is another request's, or is rejected by the table. */
  readonly refused: readonly string[];
}

/** Fields that every record has, whatever the callback was. */
const Whole = v.looseObject({
  eventID: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  dayShard: v.string(),
  command: v.string(),
  outcome: v.string(),
  requestID: v.string(),
  body: v.optional(v.string()),
});

/**
 * Puts the records of a log into the table, from the lines that functions write as a last resort. Other text of the file is skipped.
 * Records in the table stay as they are. Only when the answer differed from the verdict, the record is corrected to the answer.
 *
 * @throws {UsageError} when the file can't be read
 */
export async function restore(table: Table, file: string, now = new Date()): Promise<Restored> {
  const requests = Map.groupBy(await readPieces(file), ({ requestID }) => requestID);
  const incomplete: string[] = [];
  const refused: string[] = [];
  for (const [requestID, found] of requests) {
    const record = recordOf(found);
    if (!record) incomplete.push(requestID);
    else if (!v.is(Whole, record) || record.requestID !== requestID || !(await isTaken(table, record, now)))
      refused.push(requestID);
  }
  return { records: requests.size - incomplete.length - refused.length, incomplete, refused };
}

/** Returns the record of these chunks, undefined when one is missing. Uses the longest copy of a chunk, because others were truncated. */
function recordOf(found: readonly Chunk[]): AuditRecord | undefined {
  const pieces = new Map<number, Chunk>();
  for (const piece of found) {
    if (piece.base64.length > (pieces.get(piece.place)?.base64.length ?? 0)) pieces.set(piece.place, piece);
  }
  const inOrder = [...pieces.values()].sort((a, b) => a.place - b.place);
  return inOrder.length === inOrder[0]?.count ? readable(inOrder) : undefined;
}

async function isTaken(table: Table, record: AuditRecord, now: Date): Promise<boolean> {
  try {
    if (!(await correctJudged(table, record))) await putLate(table, record, new AbortController().signal, now);
    return true;
  } catch (error) {
    if (!isPermanent(error)) throw error;
    return false;
  }
}

/** Returns undefined for truncated or changed chunks, so that the other records can still be read. */
function readable(pieces: readonly Chunk[]): AuditRecord | undefined {
  try {
    return recordIn(pieces);
  } catch {
    return undefined;
  }
}

async function readPieces(file: string): Promise<Chunk[]> {
  const pieces: Chunk[] = [];
  const input = createReadStream(file);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      pieces.push(...chunksIn(line));
    }
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${reasonOf(error)}. Use a log that the functions wrote.`);
  }
  return pieces;
}
