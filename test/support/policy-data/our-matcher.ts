import * as v from 'valibot';
import { terms as kind } from '../../../functions/policy/rules/terms.ts';

/** Settings of a rule that find the most evasions. */
const STRICT = { foldAccents: true };

/** Returns the search of a `terms` rule. */
export function ourSearch(terms: readonly string[], settings: object = STRICT): (name: string) => boolean {
  const rule = v.parse(kind.schema, { kind: kind.name, id: 'terms', terms, ...settings });
  const check = kind.compile(rule);
  return (name) => check(name) !== undefined;
}
