import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { isPermanent, put } from '../../../functions/audit/put.ts';
import { correctJudged } from '../../../functions/audit/superseded.ts';
import { type Chunk, chunksIn, recordIn } from '../../../functions/audit/transport.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { UsageError } from '../../cli/command.ts';
import { reasonOf } from '../../cli/file-failure.ts';

export interface Restored {
  readonly records: number;
  /** Requests of which the file does not have all pieces as they were. */
  readonly incomplete: readonly string[];
  /** Requests whose record is none, or another request's, or of a form that the table does not take. */
  readonly refused: readonly string[];
}

/** What every record has, whatever the callback was. */
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
 * Puts the records of a log into the table: the lines that functions write when they can store a callback nowhere else. Whatever
 * else stands in the file, around them or on other lines, is passed over. What is in the table already stays as it is, but where the
 * answer became another than had been judged: then it says what was answered.
 *
 * @throws {UsageError} when the file can't be read
 */
export async function restore(table: Table, file: string): Promise<Restored> {
  const requests = Map.groupBy(await readPieces(file), ({ requestID }) => requestID);
  const incomplete: string[] = [];
  const refused: string[] = [];
  for (const [requestID, found] of requests) {
    const record = recordOf(found);
    if (!record) incomplete.push(requestID);
    else if (!v.is(Whole, record) || record.requestID !== requestID || !(await isTaken(table, record)))
      refused.push(requestID);
  }
  return { records: requests.size - incomplete.length - refused.length, incomplete, refused };
}

/** The record of these pieces, if it is all there. Of several copies of a piece the longest is taken: others were cut. */
function recordOf(found: readonly Chunk[]): AuditRecord | undefined {
  const pieces = new Map<number, Chunk>();
  for (const piece of found) {
    if (piece.base64.length > (pieces.get(piece.place)?.base64.length ?? 0)) pieces.set(piece.place, piece);
  }
  const inOrder = [...pieces.values()].sort((a, b) => a.place - b.place);
  return inOrder.length === inOrder[0]?.count ? readable(inOrder) : undefined;
}

async function isTaken(table: Table, record: AuditRecord): Promise<boolean> {
  try {
    if (!(await correctJudged(table, record))) await put(table, record, new AbortController().signal);
    return true;
  } catch (error) {
    if (!isPermanent(error)) throw error;
    return false;
  }
}

/** A piece that was cut or changed makes its record unreadable, and no other. */
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
