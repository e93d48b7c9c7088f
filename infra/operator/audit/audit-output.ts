import type { AuditRecord } from '../../../functions/record/record.ts';
import { toJson } from '../../cli/printable.ts';
import { TextTable } from '../../cli/text-table.ts';
import { cellsOf, HEAD, ID_HEAD, idOf } from './audit-cells.ts';
import type { Row } from './clean-ups.ts';

/** Returns a record as one line of JSON, with its own field names. Bytes are base64. */
export function asJson({ bodyBytes, ...record }: AuditRecord): string {
  return toJson({ ...record, ...(bodyBytes && { bodyBytes: Buffer.from(bodyBytes).toString('base64') }) });
}

/** Limits of a page: the rows that a query reads at once, and fewer when they are long. */
const MAX_PAGE_ROWS = 100;
const MAX_PAGE_LENGTH = 1_000_000;

/**
 * Lays out records as a table for a person, a page of lines at a time.
 *
 * @param width columns of the terminal; none for a file or a pipe, where nothing is truncated
 * @param columns `ids` adds a column of eventIDs, `roles` shows each user's role
 */
export async function* asTable(
  records: AsyncIterable<Row> | Iterable<Row>,
  width?: number,
  { ids = false, roles = false } = {},
) {
  const table = new TextTable(ids ? [...HEAD, ID_HEAD] : HEAD, width);
  for await (const page of pagesOf(records, { ids, roles }))
    yield { lines: table.page(page).join('\n'), count: page.length };
}

async function* pagesOf(
  records: AsyncIterable<Row> | Iterable<Row>,
  { ids, roles }: { readonly ids: boolean; readonly roles: boolean },
): AsyncGenerator<string[][]> {
  let page: string[][] = [];
  let length = 0;
  for await (const record of records) {
    const cells = [...cellsOf(record, roles), ...(ids ? [idOf(record)] : [])];
    page.push(cells);
    length += cells.join('').length;
    if (page.length < MAX_PAGE_ROWS && length < MAX_PAGE_LENGTH) continue;
    yield page;
    page = [];
    length = 0;
  }
  if (page.length > 0) yield page;
}
