import type { DoorName } from '../../../functions/policy/doors/sections.ts';
import type { Decision, FiredRule } from '../../../functions/record/decision.ts';
import { quoted, sentence } from '../../cli/printable.ts';

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
