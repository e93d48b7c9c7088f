import type { PolicyDocument, Rule } from '../../../functions/policy/document.ts';
import { SECTIONS, type SectionName } from '../../../functions/policy/doors/sections.ts';
import { sectionOf } from '../../../functions/policy/policy.ts';
import { printable, quoted } from '../../cli/printable.ts';
import { doorsOf } from './policy-notes.ts';

/** Limit for the terms that a line shows. */
const MAX_TERMS_SHOWN = 20;

/** Limit for the characters of a setting that is neither a list nor a number. */
const MAX_SETTING_LENGTH = 200;

/** Describes the terms that a list gains and loses. */
export function termDifferences(before: readonly string[], after: readonly string[]): string[] {
  const line = (sign: string, terms: readonly string[]) =>
    terms.length === 0 ? [] : [`  ${sign} ${terms.length} ${terms.length === 1 ? 'term' : 'terms'}: ${shown(terms)}`];
  return [...line('+', without(after, before)), ...line('-', without(before, after))];
}

/** Returns the first words of a list, and the number of the others. */
export function shown(words: readonly string[], limit = MAX_TERMS_SHOWN): string {
  const more = words.length - limit;
  return `${words.slice(0, limit).map(quoted).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Describes the changes of a new policy: a line for each rule and section, and below it one for each setting. */
export function differences(before: PolicyDocument, after: PolicyDocument): string[] {
  const [old, mode] = [before.mode ?? 'enforce', after.mode ?? 'enforce'];
  const [oldTests, tests] = [before.tests ?? [], after.tests ?? []];
  return [
    ...(old === mode ? [] : [`mode: ${old} → ${mode}`]),
    ...SECTIONS.flatMap((name) => [
      ...sectionDifferences(name, before, after),
      ...ruleDifferences(name, before, after),
    ]),
    ...(isSame(oldTests, tests) ? [] : [`~ tests: ${oldTests.length} → ${tests.length} cases`]),
  ].map(printable);
}

function sectionDifferences(name: SectionName, before: PolicyDocument, after: PolicyDocument): string[] {
  const [old, now] = [sectionOf(before[name]), sectionOf(after[name])];
  if (!old)
    return [
      ...(now?.at ? [`+ ${name}: at ${now.at.join(', ')}`] : []),
      ...(now?.replace ? [`+ ${name}: replace true`] : []),
    ];
  const doors = [old, now].map((section) => doorsOf(name, section?.at).join(', '));
  const replace = [old, now].map((section) => section?.replace ?? false);
  return [
    ...(now && doors[0] !== doors[1] ? [`~ ${name}: at ${doors.join(' → ')}`] : []),
    ...(replace[0] === replace[1] ? [] : [`~ ${name}: replace ${replace.join(' → ')}`]),
  ];
}

function ruleDifferences(name: SectionName, before: PolicyDocument, after: PolicyDocument): string[] {
  const [olds, news] = [rulesByID(sectionOf(before[name])?.rules), rulesByID(sectionOf(after[name])?.rules)];
  const changed = [...news].flatMap(([id, rule]) => {
    const old = olds.get(id);
    if (!old) return [`+ ${name}: ${id} (${rule.kind})`];
    return isSame(old, rule) ? [] : [`~ ${name}: ${id} (${rule.kind})`, ...settingDifferences(old, rule)];
  });
  const removed = [...olds].flatMap(([id, rule]) => (news.has(id) ? [] : [`- ${name}: ${id} (${rule.kind})`]));
  const [oldOrder, order] = [
    [...olds.keys()].filter((id) => news.has(id)),
    [...news.keys()].filter((id) => olds.has(id)),
  ];
  const moved = isSame(oldOrder, order) ? [] : [`~ ${name}: order ${shown(oldOrder)} → ${shown(order)}`];
  return [...changed, ...removed, ...moved];
}

function settingDifferences(before: Rule, after: Rule): string[] {
  const [olds, news] = [settingsOf(before), settingsOf(after)];
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((name) => {
    const [old, now] = [olds.get(name), news.get(name)];
    if (isSame(old, now)) return [];
    if (!Array.isArray(old ?? []) || !Array.isArray(now ?? []))
      return [`    ${name}: ${settingText(old)} → ${settingText(now)}`];
    const [oldWords, words] = [wordsOf(old), wordsOf(now)];
    const [added, removed] = [without(words, oldWords), without(oldWords, words)];
    if (added.length === 0 && removed.length === 0) return [`    ${name}: in another order`];
    return [
      ...(added.length > 0 ? [`    ${name}: + ${added.length}: ${shown(added)}`] : []),
      ...(removed.length > 0 ? [`    ${name}: - ${removed.length}: ${shown(removed)}`] : []),
    ];
  });
}

/** Returns the settings of a rule, those of an object with its name before theirs. */
function settingsOf(settings: object, path = ''): Map<string, unknown> {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [...settingsOf(value, `${path}${name}.`)]
      : [[path + name, value]],
  );
  return new Map(entries);
}

function wordsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
}

function settingText(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > MAX_SETTING_LENGTH ? `${text.slice(0, MAX_SETTING_LENGTH)}…` : text;
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return words.filter((word) => !known.has(word));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function rulesByID(rules: readonly Rule[] = []): Map<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]));
}
