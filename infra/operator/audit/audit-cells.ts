import { shortName } from '../../../functions/openim/catalogue.ts';
import type { Decision, FieldName } from '../../../functions/record/decision.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { quoted, sentence, toJsonCell } from '../../cli/printable.ts';
import { shownTime } from '../shown-time.ts';

export const HEAD = ['TIME (UTC)', 'CALLBACK', 'GROUP', 'USER', 'OUTCOME', 'WHAT'] as const;

/** Returns a record's cells under `HEAD`. No text of others can look like a column or a field. */
export function cellsOf(record: AuditRecord): string[] {
  const { receivedAt, command, groupID, userID, outcome, repeatOf } = record;
  return [
    quotedOrNone(shownTime(receivedAt).replace(/Z$/, '')).replace('T', ' '),
    quotedOrNone(shortName(command)),
    quotedOrNone(groupID),
    quotedOrNone(userID),
    `${quotedOrNone(outcome)}${repeatOf === undefined ? '' : ' (repeat)'}`,
    what(record),
  ];
}

function quotedOrNone(text: string | undefined): string {
  return text ? quoted(text) : '-';
}

/** Fields that have columns of their own. */
const SHOWN = ['groupID', 'userID', 'ownerID'];

/** Describes an event without its group and user, with changes of the policy. A malformed callback has its reason. */
function what({ event = {}, reason, decision }: AuditRecord): string {
  if (reason !== undefined) return sentence(reason);
  const rules = (decision?.rules ?? []).map(({ id }) => quoted(id));
  const by = rules.length > 0 ? `[${decision?.wouldBe ? 'would: ' : ''}${rules.join(', ')}]  ` : '';
  return (
    by +
    Object.entries(event)
      .filter(([name]) => !SHOWN.includes(name))
      .map(([name, value]) => `${fieldName(name)}=${text(value)}${changeOf(decision, name)}`)
      .join('  ')
  );
}

function fieldName(name: string): string {
  return name.includes('=') ? toJsonCell(name) : quoted(name);
}

function changeOf(decision: Decision | undefined, name: string): string {
  const change = decision?.changes?.[name as FieldName];
  return change ? ` → ${text(change.after)}` : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : toJsonCell(value);
}
