import type { PolicyDocument, Rule } from '../../../functions/policy/document.ts';
import { SECTIONS } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
import { quoted } from '../../cli/printable.ts';

/** Limit for the terms that a line shows. */
const MAX_TERMS_SHOWN = 20;

/** Describes the terms that a list gains and loses. */
export function termDifferences(before: readonly string[], after: readonly string[]): string[] {
  const [olds, news] = [new Set(before), new Set(after)];
  const added = after.filter((term) => !olds.has(term));
  const removed = before.filter((term) => !news.has(term));
  return [...termLine('+', added), ...termLine('-', removed)];
}

function termLine(sign: string, terms: readonly string[]): string[] {
  if (terms.length === 0) return [];
  const shown = terms.slice(0, MAX_TERMS_SHOWN).map(quoted).join(', ');
  const more = terms.length - MAX_TERMS_SHOWN;
  return [
    `  ${sign} ${terms.length} ${terms.length === 1 ? 'term' : 'terms'}: ${shown}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

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
