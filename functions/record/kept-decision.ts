import type { Decision, FiredRule } from './decision.ts';

/** Maximum length of a value in a decision, because a head must fit into one item. The event has the full value. */
const MAX_VALUE_LENGTH = 1_000;

/** Maximum number of rules and of changes in a decision, because a list of 10,000 users can break as many rules. */
const MAX_FINDINGS = 100;

/** Maximum bytes of the rules, and of the changes, in a decision. Both stay in the item of a record, which takes 400 kB. */
const MAX_FINDINGS_BYTES = 50_000;

/** Leaves out most rules and changes of a long list. The first refusal, which decided, is never left out. */
export function keptDecision({ rules = [], changes = {}, ...rest }: Decision): Decision {
  const allChanges = Object.entries(changes);
  const isWhole = firstOf(rules).length === rules.length;
  const keptRules = isWhole ? firstOf(rules) : firstOf(decidingFirst(rules));
  const keptChanges = firstOf(allChanges);
  const omitted = rules.length - keptRules.length + allChanges.length - keptChanges.length;
  return {
    ...truncateStrings(rest),
    ...(rules.length > 0 && { rules: keptRules }),
    ...(allChanges.length > 0 && { changes: Object.fromEntries(keptChanges) }),
    ...(omitted > 0 && { omitted }),
  };
}

function decidingFirst(rules: readonly FiredRule[]): FiredRule[] {
  const decides = ({ action, isMonitored }: FiredRule) => action === 'refuse' && !isMonitored;
  return [...rules.filter(decides), ...rules.filter((rule) => !decides(rule))];
}

/** Returns the first findings, with truncated strings, that fit into a record. */
function firstOf<Finding>(findings: readonly Finding[]): Finding[] {
  const truncated = findings.slice(0, MAX_FINDINGS).map(truncateStrings);
  let bytes = 0;
  const end = truncated.findIndex((finding) => {
    bytes += Buffer.byteLength(JSON.stringify(finding));
    return bytes > MAX_FINDINGS_BYTES;
  });
  return end < 0 ? truncated : truncated.slice(0, end);
}

/** Truncates the strings in a decision or in a part of one. What has no long string stays the same object. */
function truncateStrings<T>(value: T): T {
  if (typeof value === 'string') return value.slice(0, MAX_VALUE_LENGTH).toWellFormed() as T;
  if (Array.isArray(value)) return value.map(truncateStrings) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Object.values(value).every((field) => truncateStrings(field) === field)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, truncateStrings(field)])) as T;
}
