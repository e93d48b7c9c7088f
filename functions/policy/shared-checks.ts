import { hash } from 'node:crypto';
import type { Rule } from './document.ts';
import { ruleKindOf } from './rule-kinds.ts';
import type { Check, TermLists } from './rules/rule.ts';
import type { TermList } from './text/term-list.ts';

interface SharedCheck {
  readonly settings: string;
  readonly lists: readonly (TermList | undefined)[];
  /** Weak, so that a check goes with the last policy that uses it. */
  readonly check: WeakRef<Check>;
}

/** Keyed by the first list. A new version of a list is another object, so that the checks of an old one go with it. */
const sharedChecks = new WeakMap<TermList, readonly SharedCheck[]>();

/**
 * Compiles a rule. Rules that find the same terms of the same lists share one check, in whichever policies they stand, because an
 * index of 10,000 terms takes megabytes.
 */
export function checkOf(rule: Rule, lists: TermLists): Check {
  const { compile } = ruleKindOf(rule);
  const used = 'lists' in rule ? (rule.lists ?? []).map((name) => lists.get(name)) : [];
  const [first] = used;
  if (first === undefined) return compile(rule, lists);
  const settings = settingsOf(rule);
  const isSame = (other: SharedCheck) =>
    other.settings === settings &&
    other.lists.length === used.length &&
    other.lists.every((list, i) => list === used[i]);
  const alive = (sharedChecks.get(first) ?? []).filter(({ check }) => check.deref() !== undefined);
  const known = alive.find(isSame)?.check.deref();
  if (known) return known;
  const check = compile(rule, lists);
  sharedChecks.set(first, [...alive, { settings, lists: used, check: new WeakRef(check) }]);
  return check;
}

/** Returns what a check depends on beside its lists. */
function settingsOf(rule: Rule): string {
  const { id: _id, errCode: _code, message: _message, mode: _mode, except, ...settings } = rule;
  const allowed = except && 'terms' in except ? except.terms : undefined;
  return hash('sha256', JSON.stringify({ ...settings, lists: undefined, required: undefined, allowed }));
}
