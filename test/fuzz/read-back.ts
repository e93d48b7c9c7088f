import { query } from '../../functions/audit/query.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import { asJson, asTable } from '../../infra/operator/audit/audit-output.ts';

export interface Sent {
  readonly requestID: string;
  readonly body: Buffer;
}

/** A record as a line of JSON. */
interface Shown {
  readonly eventID: string;
  readonly requestID: string;
  readonly command: string;
  readonly repeatOf?: string;
  readonly body?: string;
  readonly bodyBytes?: string;
  readonly redacted?: readonly string[];
}

/** Name in bodies that may hold OpenIM's secret. Such a body is dropped unless it is JSON. */
const WITH_SECRET = 'UserRegister';

/** Reads a day's records as the audit command prints them. Returns what is missing or wrong. */
export async function notReadBack(table: Table, day: string, sent: readonly Sent[]): Promise<string[]> {
  const records = await Array.fromAsync(query(table, { index: 'byDay', day }, Number.POSITIVE_INFINITY));
  const lines = records.map(asJson);
  const [forFile, forTerminal] = [await rowsOf(records), await rowsOf(records, 80)];
  const wrong = [...lines, ...forFile, ...forTerminal]
    .filter((line) => /[\p{Cc}\p{Bidi_Control}]/u.test(line))
    .map((line) => `not safe for a terminal: ${JSON.stringify(line)}`);
  if (forFile.length !== records.length + 1) wrong.push(`${records.length} records take ${forFile.length} lines`);
  const shown = lines.map((line): Shown => JSON.parse(line));
  const byRequest = new Map(shown.map((record) => [record.requestID, record]));
  const byEvent = new Map(shown.map((record) => [record.eventID, record]));
  for (const { requestID, body } of sent) {
    const record = byRequest.get(requestID);
    const first = record?.repeatOf === undefined ? record : byEvent.get(record.repeatOf);
    const kept =
      first?.bodyBytes === undefined ? Buffer.from(first?.body ?? '') : Buffer.from(first.bodyBytes, 'base64');
    const isDropped = kept.length === 0 && first?.redacted?.includes('body');
    if (isDropped && `${first?.command} ${body}`.includes(WITH_SECRET)) continue;
    if (!record || !kept.equals(body)) wrong.push(`${requestID}: not shown to the byte: ${body.toString('base64')}`);
  }
  return wrong;
}

async function rowsOf(records: readonly AuditRecord[], width?: number): Promise<string[]> {
  const pages = await Array.fromAsync(asTable(records, width));
  return pages.flatMap(({ lines }) => lines.split('\n'));
}
