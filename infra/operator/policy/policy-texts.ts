import type { Decision } from '../../../functions/record/decision.ts';
import { printable, quoted } from '../../cli/printable.ts';
import { shownTime } from '../shown-time.ts';
import type { Preview } from './policy-preview.ts';

/** Limit for the requests that a preview shows one by one. */
const MAX_SHOWN = 50;

/** Describes a verdict, rule by rule. */
export function verdictText({ verdict, rules = [], changes = {} }: Decision): string {
  const fired = rules.map(({ id, field, action, why, errCode, errMsg }) =>
    action === 'refuse'
      ? `  ${field}: ${id} refuses: ${why} (${errCode}: ${errMsg})`
      : `  ${field}: ${id} changes: ${why}`,
  );
  const changed = Object.entries(changes).map(([field, { before, after }]) => `  ${field}: ${before} → ${after}`);
  return [verdict, ...fired, ...changed].map(printable).join('\n');
}

/** Describes a preview: its counts, and the requests that it changes, refuses or decides differently. */
export function previewText(
  { requests, verdicts, differing, notable }: Preview,
  width = Number.POSITIVE_INFINITY,
): string {
  const { allow, change, refuse } = verdicts;
  const summary = `${requests} ${requests === 1 ? 'request' : 'requests'}: ${allow} allowed, ${change} changed, ${refuse} refused; ${differing} differ from what was decided then.`;
  const lines = notable.slice(0, MAX_SHOWN).map(({ record, then, now }) => {
    const what = (now.rules ?? []).map(({ id, field, why }) => `${field} by ${id}: ${why}`).join('; ');
    const verdict = then === now.verdict ? now.verdict : `${then} → ${now.verdict}`;
    const [groupID, userID] = [record.groupID, record.userID].map((id) => (id === undefined ? '-' : quoted(id)));
    const line = printable(`${shownTime(record.receivedAt)}  ${groupID}  ${userID}  ${verdict}  ${what}`);
    return line.length > width ? `${line.slice(0, width - 1)}…` : line;
  });
  const more = notable.length - lines.length;
  return [summary, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
