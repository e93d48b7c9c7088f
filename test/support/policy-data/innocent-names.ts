import { allLocales, type LocaleDefinition } from '@faker-js/faker';
import { toHiragana, toKatakana } from 'wanakana';
import { type Random, randomOf } from './random.ts';
import { isUnspaced } from './script.ts';

/** Full names and user names that are made from the names of each locale. */
const MADE_FROM_LOCALE = 250;

/** Names that innocents bear in every locale of faker: first names, last names, both together, nicknames with digits, words. */
export function innocentNames(): readonly string[] {
  const random = randomOf('innocents');
  const names = Object.values(allLocales).flatMap((locale) => {
    const first = partsOf(locale, 'first_name');
    const last = partsOf(locale, 'last_name');
    if (first.length === 0 || last.length === 0) return [...first, ...last];
    return [...first, ...last, ...wordsOf(locale), ...made(first, last, random)];
  });
  return [...new Set([...names, ...inKana(names)])].filter((name) => /\p{L}/u.test(name));
}

/** Returns names without a term as it is written. A name with one is found for good reason by every matcher. */
export function withoutTerms(names: readonly string[], terms: readonly string[]): readonly string[] {
  const anywhere = terms.filter(isUnspaced).map(plain);
  const words = new Set(terms.map(plain));
  const phrases = [...words].filter((word) => /[^\p{L}\p{N}\p{M}]/u.test(word));
  return names.filter((name) => {
    const written = plain(name);
    if (written.split(/[^\p{L}\p{M}\p{N}]+/u).some((word) => words.has(word) || words.has(word.replace(/\d+$/, ''))))
      return false;
    return ![...anywhere, ...phrases].some((term) => written.includes(term));
  });
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

function partsOf({ person }: LocaleDefinition, part: 'first_name' | 'last_name'): string[] {
  const listed = person?.[part];
  if (!listed) return [];
  return [listed.generic, listed.male, listed.female].flatMap((names) => names ?? []);
}

/** Names of one word whose sounds Japanese has, as Japanese writes them. */
function inKana(names: readonly string[]): string[] {
  const isKana = (text: string) => /^[ぁ-ヶー]+$/.test(text);
  const spelled = new Set(names.filter((name) => /^[A-Z]?[a-z]{3,}$/.test(name)));
  const written = [...spelled].map((name) => ({ name, kana: toKatakana(name) })).filter(({ kana }) => isKana(kana));
  return [...written.map(({ kana }) => kana), ...written.map(({ name }) => toHiragana(name)).filter(isKana)];
}

function wordsOf({ word, color, animal }: LocaleDefinition): string[] {
  return [word?.noun, word?.adjective, color?.human, animal?.type].flatMap((words) => words ?? []);
}

function made(first: string[], last: string[], random: Random): string[] {
  return Array.from({ length: MADE_FROM_LOCALE }, () => {
    const [given, family] = [random.pick(first), random.pick(last)];
    if (isUnspaced(given)) return [`${family}${given}`, `${family} ${given}`, `${given}${random.below(100)}`];
    return [
      `${given} ${family}`,
      `${given}_${family}`,
      `${given}${family}${random.below(1000)}`,
      `${given}.${family.charAt(0)}`,
    ];
  }).flat();
}
