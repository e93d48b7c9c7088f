import type { PolicyDocument, Rule } from '../../../functions/policy/document.ts';
import { SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';

/** Describes the changes of a new policy, a line for each rule. */
export function differences(before: PolicyDocument, after: PolicyDocument): string {
  const [old, mode] = [before.mode ?? 'enforce', after.mode ?? 'enforce'];
  const lines = old === mode ? [] : [`mode: ${old} → ${mode}`];
  for (const field of SECTIONS) {
    const [olds, news] = [rulesByID(sectionOf(before[field])?.rules), rulesByID(sectionOf(after[field])?.rules)];
    for (const [id, rule] of news) {
      const old = olds.get(id);
      if (!old) lines.push(`+ ${field}: ${id} (${rule.kind})`);
      else if (JSON.stringify(old) !== JSON.stringify(rule)) lines.push(`~ ${field}: ${id} (${rule.kind})`);
    }
    for (const [id, rule] of olds) if (!news.has(id)) lines.push(`- ${field}: ${id} (${rule.kind})`);
  }
  return lines.length > 0 ? lines.join('\n') : 'Nothing changes.';
}

function rulesByID(rules: readonly Rule[] = []): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}
