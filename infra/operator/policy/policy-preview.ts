import * as v from 'valibot';
import { query } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { callbackNamed, commandOf } from '../../../functions/openim/catalogue.ts';
import { memberDoor } from '../../../functions/policy/doors/member.ts';
import { judge } from '../../../functions/policy/judge.ts';
import type { Policy } from '../../../functions/policy/policy.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import type { Decision, Verdict } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A recorded request whose verdict the candidate changes or does not allow. */
export interface Previewed {
  readonly record: AuditRecord;
  readonly then: Verdict;
  readonly now: Decision;
}

export interface Preview {
  readonly requests: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly differing: number;
  readonly notable: readonly Previewed[];
}

interface PreviewOptions {
  readonly scope: string;
  /** Days back from `now`, including today. */
  readonly days: number;
  readonly now: Date;
  readonly onProgress: (requests: number, day: string) => void;
}

/**
 * Judges the recorded requests of a group or of all groups again.
 *
 * @param policyOf the policy that would be in force for a group; the same object for groups with the same policy
 */
export async function preview(
  table: Table,
  policyOf: (groupID: string) => Promise<Policy>,
  options: PreviewOptions,
): Promise<Preview> {
  const callback = callbackNamed('before-set-group-member-info');
  const verdicts = { allow: 0, change: 0, refuse: 0 };
  const notable: Previewed[] = [];
  let requests = 0;
  for (const day of daysBack(options)) {
    for await (const record of recordsOf(table, options.scope, day)) {
      if (record.command !== commandOf(callback)) continue;
      const event = v.safeParse(callback.request, record.event);
      if (!event.success) continue;
      const policy = await policyOf(record.groupID ?? ALL_GROUPS);
      const now = judge(memberDoor.valuesOf(event.output, callback), memberDoor.name, policy);
      const then = record.decision?.verdict ?? 'allow';
      requests += 1;
      verdicts[now.verdict] += 1;
      if (now.verdict !== 'allow' || now.verdict !== then) notable.push({ record, then, now });
      if (requests % 1_000 === 0) options.onProgress(requests, day);
    }
  }
  const differing = notable.filter(({ then, now }) => then !== now.verdict).length;
  return { requests, verdicts, differing, notable };
}

function* daysBack({ days, now }: PreviewOptions): Generator<string> {
  for (let back = 0; back < days; back += 1) yield new Date(now.getTime() - back * DAY_MS).toISOString().slice(0, 10);
}

function recordsOf(table: Table, scope: string, day: string): AsyncGenerator<AuditRecord> {
  const all = Number.POSITIVE_INFINITY;
  return scope === ALL_GROUPS
    ? query(table, { index: 'byDay', day }, all)
    : query(table, { index: 'byGroup', id: scope, day }, all);
}
