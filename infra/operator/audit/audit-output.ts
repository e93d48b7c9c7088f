import type { AuditRecord } from '../../../functions/record/record.ts';
import { toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { UTC, type Zone } from '../../query/zone.ts';
import { cellsOf, headIn, ID_HEAD, idOf } from './audit-cells.ts';
import type { Row } from './clean-ups.ts';

/** Returns a record as one line of JSON, with its own field names. Bytes are base64. */
export function asJson(record: AuditRecord): string {
  return toJson(plainRecord(record));
}

/** Returns a record as a value of JSON. */
export function plainRecord({ bodyBytes, ...record }: AuditRecord): object {
  return { ...record, ...(bodyBytes && { bodyBytes: Buffer.from(bodyBytes).toString('base64') }) };
}

/** Limits of a page: the rows that a query reads at once, and fewer when they are long. */
const MAX_PAGE_ROWS = 100;
const MAX_PAGE_LENGTH = 1_000_000;

interface Columns {
  /** Adds a column of eventIDs. */
  readonly ids?: boolean;
  /** Shows the role of each row's user. */
  readonly roles?: boolean;
  readonly zone?: Zone;
}

/**
 * Lays out records as a table for a person, a page of lines at a time.
 *
 * @param width columns of the terminal; none for a file or a pipe, where nothing is truncated
 */
export async function* asTable(
  records: AsyncIterable<Row> | Iterable<Row>,
  width?: number,
  { ids = false, roles = false, zone = UTC }: Columns = {},
) {
  const head = headIn(zone);
  const table = new TextTable(ids ? [...head, ID_HEAD] : head, width);
  for await (const page of pagesOf(records, (record) => [
    ...cellsOf(record, roles, zone),
    ...(ids ? [idOf(record)] : []),
  ]))
    yield { lines: table.page(page).join('\n'), count: page.length };
}

async function* pagesOf(
  records: AsyncIterable<Row> | Iterable<Row>,
  cellsIn: (record: Row) => string[],
): AsyncGenerator<string[][]> {
  let page: string[][] = [];
  let length = 0;
  for await (const record of records) {
    const cells = cellsIn(record);
    page.push(cells);
    length += cells.join('').length;
    if (page.length < MAX_PAGE_ROWS && length < MAX_PAGE_LENGTH) continue;
    yield page;
    page = [];
    length = 0;
  }
  if (page.length > 0) yield page;
}
