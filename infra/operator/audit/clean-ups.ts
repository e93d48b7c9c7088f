import { type Listed, list } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { callbackSentAs } from '../../../functions/openim/catalogue.ts';
import { describe, MAX_SUMMARY_LENGTH } from '../../../functions/record/summary.ts';

/**
 * OpenIM sends AfterDismissGroup twice, the second time without members. Measured: 35 ms to 1 s later.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `DismissGroup`.
 */
const MAX_CLEAN_UP_DELAY_MS = 5_000;

/** Maximum rows that wait until a clean-up is recognised. After them, a query of the group decides. */
const MAX_HELD_ROWS = 1_000;

/** Callbacks of one group that a query of the last seconds reads at most. */
const MAX_SEARCHED = 500;

/** A row of a list. An empty dismissal soon after a full one of the same group is its clean-up. */
export type Row = Listed & { readonly isCleanUp?: true };

/** A row that may wait until its dismissal is read. */
interface Held {
  readonly record: Listed;
  isSettled: boolean;
  isCleanUp: boolean;
}

/** Cost of the queries beside the list. */
export interface Cost {
  readUnits: number;
  requests: number;
}

/**
 * Marks clean-ups in a list that is newest first, so that a clean-up comes before its dismissal.
 *
 * @param isComplete the list has all callbacks of a group, so that a full dismissal is in it
 */
export async function* withCleanUps(
  table: Table,
  isComplete: boolean,
  listed: AsyncIterable<Listed>,
  cost: Cost = { readUnits: 0, requests: 0 },
): AsyncGenerator<Row, void> {
  const dismissals = new Map<string, Listed>();
  const held: Held[] = [];
  for await (const record of listed) {
    if (membersIn(record) === 'some') dismissals.set(groupIn(record), record);
    held.push({ record, isSettled: membersIn(record) !== 'none', isCleanUp: false });
    // One of the same millisecond may be earlier.
    const dismissal = dismissals.get(groupIn(record));
    for (const row of dismissal ? held : []) mark(row, dismissal);
    for (let [first] = held; first; [first] = held) {
      const isPast = timeIn(first.record) - timeIn(record) > MAX_CLEAN_UP_DELAY_MS;
      if (isPast && isComplete) first.isSettled = true;
      if (!first.isSettled && !isPast && held.length < MAX_HELD_ROWS) break;
      held.shift();
      yield await rowOf(table, first, cost);
    }
  }
  for (const row of held) yield await rowOf(table, row, cost);
}

function mark(row: Held, dismissal: Listed | undefined): void {
  if (row.isSettled || !dismissal || !isCleanUpOf(dismissal, row.record)) return;
  row.isSettled = true;
  row.isCleanUp = true;
}

async function rowOf(table: Table, { record, isSettled, isCleanUp }: Held, cost: Cost): Promise<Row> {
  if (!isSettled) return withCleanUp(table, record, cost);
  return isCleanUp ? { ...record, isCleanUp } : record;
}

/** Marks a single record if it is a clean-up. */
export async function withCleanUp(table: Table, record: Listed, cost: Cost): Promise<Row> {
  return (await dismissalBefore(table, record, cost)) === undefined ? record : { ...record, isCleanUp: true };
}

/** Returns the dismissal after which this record is the clean-up, if there is one. */
export async function dismissalBefore(table: Table, record: Listed, cost?: Cost): Promise<Listed | undefined> {
  const time = timeIn(record);
  if (membersIn(record) !== 'none' || Number.isNaN(time)) return undefined;
  const [since, until] = [time - MAX_CLEAN_UP_DELAY_MS, time + 1].map((at) => new Date(at).toISOString());
  const found = list(table, { index: 'byGroup', id: groupIn(record), since, until }, MAX_SEARCHED);
  try {
    for await (const other of found) if (isCleanUpOf(other, record)) return other;
    return undefined;
  } finally {
    if (cost) {
      cost.readUnits += found.readUnits;
      cost.requests += found.requests;
    }
  }
}

function isCleanUpOf(dismissal: Listed, record: Listed): boolean {
  const delayMs = timeIn(record) - timeIn(dismissal);
  return (
    membersIn(dismissal) === 'some' &&
    membersIn(record) === 'none' &&
    groupIn(dismissal) === groupIn(record) &&
    delayMs >= 0 &&
    delayMs <= MAX_CLEAN_UP_DELAY_MS
  );
}

/** Tells whether a dismissal lists members, by its summary alone. Undefined for other records and for those that can't be read. */
function membersIn(record: Listed): 'some' | 'none' | undefined {
  const { command, outcome, groupID, ofGroup, reason, summary } = record;
  if (callbackSentAs(command)?.name !== 'after-dismiss-group' || outcome !== 'recorded' || reason !== undefined)
    return undefined;
  if ((groupID ?? ofGroup) === undefined) return undefined;
  // Quoted text may contain anything. Truncation can leave quotes open.
  const fields = (summary ?? describe(record, MAX_SUMMARY_LENGTH)).replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, '"').split('  ');
  const members = fields.find((field) => field.startsWith('membersID='));
  if (members === undefined) return undefined;
  return members === 'membersID=[]' ? 'none' : 'some';
}

function groupIn({ groupID, ofGroup }: Listed): string {
  return groupID ?? ofGroup ?? '';
}

function timeIn({ receivedAt }: Listed): number {
  return Date.parse(receivedAt);
}
