import * as v from 'valibot';
import { itemsOf } from '../../../functions/audit/items.ts';
import { type AuditQuery, query } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { type CallbackKind, callbackSentAs } from '../../../functions/openim/catalogue.ts';
import type { DoorEvent, JudgedValue } from '../../../functions/policy/doors/door.ts';
import { doorFor } from '../../../functions/policy/doors/doors.ts';
import { judge } from '../../../functions/policy/judge.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { isReplay } from '../../../functions/record/replay-word.ts';
import type { PolicyOf } from './policy-merged.ts';
import { PreviewCounts } from './preview-counts.ts';
import type { FiredValue, Previewed } from './previewed.ts';

interface PreviewOptions {
  readonly wanted: AuditQuery;
  readonly show: (previewed: Previewed) => Promise<void>;
  readonly onProgress?: (requests: number, day: string) => void;
  /** Called with each record before it is judged. False ends the preview. */
  readonly goesOn?: (record: AuditRecord) => boolean;
  /** Ends the preview, also while it reads days without records. */
  readonly signal?: AbortSignal;
}

/** Judges the recorded requests of every door again, newest first, and keeps only counts of them. */
export async function preview(table: Table, policyOf: PolicyOf, options: PreviewOptions): Promise<PreviewCounts> {
  const counts = new PreviewCounts();
  try {
    await count(counts, table, policyOf, options);
  } catch (error) {
    if (!options.signal?.aborted) throw error;
  }
  return counts;
}

async function count(
  counts: PreviewCounts,
  table: Table,
  policyOf: PolicyOf,
  { wanted, show, onProgress = () => {}, goesOn = () => true, signal }: PreviewOptions,
): Promise<void> {
  for await (const record of query(table, wanted, Number.POSITIVE_INFINITY, undefined, signal)) {
    if (!goesOn(record)) break;
    const callback = callbackSentAs(record.command);
    const door = callback && doorFor(callback);
    if (!door || !(await standsForEvent(table, record))) continue;
    const event = eventOf(callback, record);
    if (!event) {
      counts.unjudged += 1;
      continue;
    }
    const values = door.valuesOf(event, callback);
    const now = judge(values, door.name, await policyOf(typeof event.groupID === 'string' ? event.groupID : undefined));
    const then = record.decision ?? { verdict: 'allow' };
    counts.add({ record, then, now });
    const differs = then.verdict !== now.verdict;
    if (differs || (now.rules ?? []).length > 0)
      await show({
        record,
        door: door.name,
        then,
        now,
        values: firedOn(values, now),
        valuesThen: differs ? firedOn(values, then) : [],
      });
    if (counts.requests % 1_000 === 0) onProgress(counts.requests, record.receivedAt.slice(0, 10));
  }
}

/** Tells whether OpenIM sent it, and no other record stands for the same event: the first one, or the one that a refusal replaced. */
async function standsForEvent(table: Table, record: AuditRecord): Promise<boolean> {
  const { repeatOf, insteadOf } = record;
  if (repeatOf !== undefined || isReplay(record)) return false;
  return insteadOf === undefined || (await itemsOf(table, [insteadOf], undefined, 'eventID')).length === 0;
}

/** Returns the event as the functions judge it. Records of earlier versions can have it in another form. */
function eventOf(callback: CallbackKind, { event }: AuditRecord): DoorEvent | undefined {
  if (event === undefined) return undefined;
  const parsed = v.safeParse(callback.request, event);
  if (parsed.success) return parsed.output;
  return callback.isLenient ? event : undefined;
}

function firedOn(values: readonly JudgedValue[], { rules = [], changes = {} }: Decision): FiredValue[] {
  const judged = new Map(values.map((value) => [value.field, value]));
  return [...Map.groupBy(rules, ({ field }) => field)].map(([field, fired]): FiredValue => {
    const { value, userID } = judged.get(field) ?? {};
    const after = changes[field]?.after;
    return {
      field,
      ...(value !== undefined && { value }),
      ...(after !== undefined && { after }),
      ...(userID !== undefined && { userID }),
      rules: fired,
    };
  });
}
