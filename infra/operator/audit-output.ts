import Table from 'cli-table3';
import type { AuditRecord } from '../../functions/audit/record.ts';
import { shortName } from '../../functions/openim/catalogue.ts';
import type { Decision } from '../../functions/policy/judge.ts';
import type { FieldName } from '../../functions/policy/rules/rule.ts';
import { printable } from './printable.ts';

const HEAD = ['TIME (UTC)', 'CALLBACK', 'GROUP', 'USER', 'OUTCOME', 'WHAT'];

/** Columns of a terminal that tells no width. */
const DEFAULT_WIDTH = 160;

/** Columns between two cells. */
const GAP = 2;

/** Columns of a cell but the last one's, which takes what is left. */
const MAX_CELL = 40;
const MIN_LAST_CELL = 24;

/** A record as one line of JSON, with its own field names. Bytes are base64. */
export function asJson({ bodyBytes, ...record }: AuditRecord): string {
  return JSON.stringify({ ...record, ...(bodyBytes && { bodyBytes: Buffer.from(bodyBytes).toString('base64') }) });
}

/** Records as a table for a person, cut to the width of the terminal. */
export function asTable(records: readonly AuditRecord[], width = DEFAULT_WIDTH): string {
  const rows = records.map((record) => cellsOf(record).map((cell) => printable(cell.slice(0, width))));
  const table = new Table({
    head: HEAD,
    colWidths: widths([HEAD, ...rows], width),
    chars: NO_BORDERS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
  });
  table.push(...rows);
  return table.toString().replace(/ +$/gm, '');
}

function cellsOf(record: AuditRecord): string[] {
  const { receivedAt, command, groupID = '-', userID = '-', outcome } = record;
  return [receivedAt.replace(/[TZ]/g, ' ').trim(), shortName(command), groupID, userID, outcome, what(record)];
}

/** Fields that have columns of their own. */
const SHOWN = ['groupID', 'userID', 'ownerID'];

/** What an event says beside whom it is about, and to what the policy changed it; of a callback that could not be taken, why. */
function what({ event = {}, reason, decision }: AuditRecord): string {
  if (reason !== undefined) return reason;
  const rules = (decision?.rules ?? []).map(({ id }) => id);
  const by = rules.length > 0 ? `[${decision?.wouldBe ? 'would: ' : ''}${rules.join(', ')}]  ` : '';
  return (
    by +
    Object.entries(event)
      .filter(([name]) => !SHOWN.includes(name))
      .map(([name, value]) => `${name}=${text(value)}${changeOf(decision, name)}`)
      .join('  ')
  );
}

function changeOf(decision: Decision | undefined, name: string): string {
  const change = decision?.changes?.[name as FieldName];
  return change ? ` → ${text(change.after)}` : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function widths(rows: readonly string[][], total: number): number[] {
  const widest = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + GAP);
  const all = widest.slice(0, -1).map((columns) => Math.min(columns, MAX_CELL));
  const left = total - all.reduce((sum, columns) => sum + columns, 0);
  return [...all, Math.max(left, MIN_LAST_CELL)];
}

const BORDERS =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle';
const NO_BORDERS = Object.fromEntries(BORDERS.split(' ').map((border) => [border, '']));
