import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import type { Decision, FiredRule } from '../../../functions/record/decision.ts';
import { printable, quoted, sentence } from '../../cli/printable.ts';
import { shownTime } from '../shown-time.ts';
import type { Preview } from './policy-preview.ts';

/** Limit for the requests that a preview shows one by one. */
const MAX_SHOWN = 50;

/**
 * Describes a verdict, rule by rule. No text of the request can look like a line or a rule.
 *
 * @param door named unless it is `member`
 */
export function verdictText({ verdict, wouldBe, mode, rules = [], changes = {} }: Decision, door: DoorName): string {
  const place = door === 'member' ? '' : ` at ${door}`;
  const others = wouldBe === undefined || wouldBe === verdict ? '' : ` (with monitored rules: ${wouldBe})`;
  // A policy that only monitors does not mark its rules.
  const isMonitoring = mode === 'monitor' && verdict === 'allow';
  const fired = rules.map((rule) => firedText(rule, isMonitoring || rule.isMonitored === true));
  const changed = Object.entries(changes).map(
    ([field, { before, after }]) => `  ${field}: ${quoted(String(before))} → ${quoted(String(after))}`,
  );
  return [`${verdict}${place}${others}`, ...fired, ...(verdict === 'change' ? changed : [])].join('\n');
}

function firedText({ id, field, action, why, errCode, errMsg }: FiredRule, isMonitored: boolean): string {
  const does = isMonitored ? `monitored: would ${action}` : `${action}s`;
  const answer = action === 'refuse' ? ` (${errCode}: ${sentence(errMsg ?? '')})` : '';
  return `  ${field}: ${quoted(id)} ${does}: ${sentence(why)}${answer}`;
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
