import { type AuditQuery, type Listed, list } from '../../../../functions/audit/query.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';

/** Limits of a story, for which a user waits. */
const MAX_ROWS = 20_000;
const MAX_TIME_MS = 5_000;
const CHUNK = 1_000;

interface ReadRows {
  /** Newest first. */
  readonly rows: readonly Listed[];
  readonly rowsRead: number;
  readonly readUnits: number;
  /** Oldest time that was read, when older rows may exist. */
  readonly readBackTo?: string;
}

/** Reads rows of an index, newest first, as far as there is time for. */
export async function readRows(audit: Table, wanted: AuditQuery, now: () => Date): Promise<ReadRows> {
  const start = now().getTime();
  const rows: Listed[] = [];
  let cursor: string | undefined;
  let readUnits = 0;
  do {
    const found = list(audit, wanted, CHUNK, cursor);
    for await (const row of found) rows.push(row);
    readUnits += found.readUnits;
    cursor = found.cursor;
  } while (cursor !== undefined && rows.length < MAX_ROWS && now().getTime() - start < MAX_TIME_MS);
  const oldest = rows.at(-1)?.receivedAt;
  return {
    rows,
    rowsRead: rows.length,
    readUnits,
    ...(cursor !== undefined && oldest !== undefined && { readBackTo: oldest }),
  };
}
