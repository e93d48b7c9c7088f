import { cuss } from 'cuss';
import { cuss as arabic } from 'cuss/ar-latn';
import { cuss as spanish } from 'cuss/es';
import { cuss as french } from 'cuss/fr';
import { cuss as italian } from 'cuss/it';
import { cuss as portuguese } from 'cuss/pt';
import naughtyWords from 'naughty-words';
import { randomOf } from './random.ts';
import { isUnspaced, scriptOf } from './script.ts';

/** Words by which staff is imitated, in several scripts. */
export const STAFF_WORDS: readonly string[] = [
  ...['admin', 'administrator', 'moderator', 'support', 'official', 'soporte', 'moderador'],
  ...['админ', 'поддержка', 'διαχειριστής', 'مشرف', 'الدعم', 'מנהל', 'व्यवस्थापक', 'ผู้ดูแล'],
  ...['管理员', '客服', '官方', 'サポート', '관리자'],
];

/** Returns this many terms. Each list is a part of the longer ones. */
export function forbiddenTerms(count: number): readonly string[] {
  const terms = new Set<string>();
  for (const term of candidates()) {
    if (terms.size === count) break;
    if (isUsable(term)) terms.add(term.toLowerCase());
  }
  return [...terms];
}

/** Terms that recall is measured with: one word of letters, long enough not to be found by chance. */
export function evadedTerms(count: number, size: number): readonly string[] {
  const suitable = forbiddenTerms(count).filter(
    (term) => /^[\p{L}\p{M}]+$/u.test(term) && [...term].length >= shortest(term),
  );
  const byScript = Map.groupBy(suitable, scriptOf);
  const random = randomOf(`evaded ${count}`);
  const each = [...byScript.values()].map((terms) => random.sample(terms, size));
  return [...new Set([...(size < count ? STAFF_WORDS : []), ...inTurn(each)])];
}

function* candidates(): Iterable<string> {
  yield* STAFF_WORDS;
  yield* inTurn(Object.values(naughtyWords));
  yield* [cuss, spanish, french, italian, portuguese, arabic].flatMap((list) => Object.keys(list));
  const random = randomOf('compounds');
  const words = Object.values(naughtyWords).flat();
  for (;;) yield `${random.pick(words)}${random.pick(words)}`;
}

/** Takes one of each list, then the next one of each. */
function inTurn(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

function isUsable(term: string): boolean {
  return term.length <= 40 && (term.match(/\p{L}/gu) ?? []).length >= 2;
}

function shortest(term: string): number {
  return isUnspaced(term) || scriptOf(term) === 'Hangul' ? 2 : 4;
}
