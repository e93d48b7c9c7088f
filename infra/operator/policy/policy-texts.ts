import type { Decision } from '../../../functions/record/decision.ts';
import { printable } from '../../cli/printable.ts';

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
