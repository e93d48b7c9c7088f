import { lettersOfCapital } from './folds/capitals.ts';
import { lettersLike } from './folds/confusables.ts';
import { lettersWrittenAs } from './folds/digits.ts';
import { fancyLetter } from './folds/fancy.ts';
import { FOLDS } from './folds/fold.ts';
import { toSimplified } from './folds/han.ts';
import { toJamo } from './folds/hangul.ts';
import { toHiragana } from './folds/kana.ts';
import { formsOfHan } from './forms-of-han.ts';
import { isAlphabetic } from './kinds.ts';
import { pattern } from './pattern.ts';
import { type Form, type Forms, type Reading, WHEN } from './reading.ts';

/**
 * Includes the vowel signs of many scripts, which are marks, but not accents, which belong to every script. Excludes the marks of Hebrew
 * and Arabic, because names are written without them.
 */
const anyLetter = pattern(() => /[\p{L}\p{N}]|(?![\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}])\p{M}/u);
const latin = pattern(() => /\p{Script=Latin}/u);

/** Not the voicing marks of kana, which make other letters. */
const accents = pattern(() => /(?=\p{Script=Inherited})(?![\u3099\u309a])\p{M}/gu);

/** Includes some characters that count as letters, the stroke that only widens an Arabic word, and accents that stand alone. */
const invisible = pattern(() => /^(?:[\p{Default_Ignorable_Code_Point}\p{Cc}\u0640]|(?=\p{Script=Inherited})\p{M})$/u);

const HANGUL = /^[\uac00-\ud7a3]$/;

/** U+FEFF is a space in regular expressions, but shows nothing. */
const SPACE = /(?!\ufeff)\s/;

/**
 * Returns how a character can be read.
 *
 * @param normal the character, composed and in its compatible form
 * @param cluster the character as it was written
 */
export function formsOf(normal: string, cluster: string): Forms {
  return formsOfHan(cluster) ?? formsOfAny(normal, cluster);
}

/** Returns the forms of a term's character, or null for an invisible one. Terms need nothing else, and lists have thousands. */
export function spellingsOf(cluster: string): readonly Form[] | null {
  const han = formsOfHan(cluster);
  if (han) return han.forms;
  const visible = visibleIn(cluster.normalize('NFKC'));
  if (visible.length === 0) return null;
  return regionalLetter(cluster) === undefined ? plainForms(lettersIn(visible)) : [];
}

function visibleIn(normal: string): string[] {
  return [...normal].filter(
    (character) => isAlphabetic(character) || !invisible().test(character) || SPACE.test(character),
  );
}

function lettersIn(visible: readonly string[]): string[] {
  return visible.filter((character) => isLetter(character) || lettersLike(character) !== undefined);
}

function isLetter(character: string): boolean {
  return isAlphabetic(character) || anyLetter().test(character);
}

function isDigit(letters: string): boolean {
  return !isAlphabetic(letters.charAt(0)) && /^\p{N}+$/u.test(letters);
}

function formsOfAny(normal: string, cluster: string): Forms {
  const visible = visibleIn(normal);
  const letters = lettersIn(visible);
  const written = letters.join('');
  const readings = new Map<string, Reading>();
  const add = (text: string, folds: number, when: number) => {
    if (text !== '' && !readings.has(text)) readings.set(text, { letters: text, folds, when });
  };
  const regional = regionalLetter(cluster);
  const forms = regional === undefined ? plainForms(letters) : [];
  for (const { letters: form, folds } of forms) add(form, folds, 0);
  if (isDigit(written)) addDigit(looks(letters, false), add);
  else addLooks(letters, written, add);
  for (const { letter, when } of lettersWrittenAs(normal)) add(letter, FOLDS.digits, when);
  add(fancyLetter(cluster) ?? '', FOLDS.fancy, 0);
  const bare = forms.find(({ folds }) => folds === FOLDS.accents)?.letters;
  if (bare !== undefined) readings.set(` ${bare}`, { letters: bare, folds: FOLDS.fancy, when: WHEN.amongAccents });
  if (regional !== undefined) add(regional, FOLDS.flags, WHEN.noFlag);
  return { isVisible: visible.length > 0, isFlag: regional !== undefined, forms, readings: [...readings.values()] };
}

function addDigit(shape: string, add: (text: string, folds: number, when: number) => void) {
  add(shape, 0, WHEN.inside);
  if (shape === 'l') add('i', FOLDS.digits, WHEN.inside);
}

function addLooks(
  letters: readonly string[],
  written: string,
  add: (text: string, folds: number, when: number) => void,
) {
  const shape = looks(letters, true);
  add(shape, 0, written === 'I' ? WHEN.amongSmall : 0);
  if (written === 'ı') add('i', 0, 0);
  if (written === 'I') add('ı', 0, 0);
  for (const other of lettersOfCapital(written)) add(other, 0, 0);
  if (written === 'l') add('i', 0, WHEN.amongCapitals);
  else if (written !== 'L' && looks(letters, false) === 'l') add('i', 0, 0);
  else if (shape === 'l' && !latin().test(written)) add('i', 0, 0);
}

/** Returns the letters as they are, and each fold more of those that change them. */
function plainForms(letters: readonly string[]): Form[] {
  if (letters.length === 0) return [];
  const written = letters.join('');
  const forms = [{ letters: isDigit(written) ? written : looks(letters, false), folds: 0 }];
  const add = (text: string, fold: number) => {
    const last = forms.at(-1) ?? { letters: '', folds: 0 };
    if (text !== last.letters) forms.push({ letters: text, folds: last.folds | fold });
  };
  const bare = letters.map(withoutAccents);
  if (bare.join('') !== written) add(looks(bare, false), FOLDS.accents);
  add(toSimplified(forms.at(-1)?.letters ?? ''), FOLDS.hanVariants);
  const hiragana = letters.map(toHiragana);
  if (hiragana.join('') !== written) add(looks(hiragana, false), FOLDS.kana);
  return forms;
}

function withoutAccents(letter: string): string {
  if (HANGUL.test(letter)) return letter;
  const decomposed = letter.normalize('NFD');
  const isBare = decomposed === letter && isAlphabetic(letter);
  return isBare ? letter : decomposed.replace(accents(), '').normalize('NFC');
}

/**
 * Returns the letters that letters look like. Σ is a capital σ, so case must come first. The Cyrillic М looks like M, but the
 * small м not like m, so look-alikes must come first. Either order finds what the other cannot. A final ς has no capital of its own.
 */
function looks(letters: readonly string[], looksFirst: boolean): string {
  const small = letters.map((letter) => (looksFirst ? like(letter) : letter).toLowerCase()).join('');
  return [...toJamo(small)]
    .map((letter) => like(like(letter) === 'ς' ? 'σ' : letter))
    .join('')
    .toLowerCase();
}

function like(letter: string): string {
  return lettersLike(letter) ?? letter;
}

/** Returns the letter of a regional indicator. */
function regionalLetter(cluster: string): string | undefined {
  const place = (cluster.codePointAt(0) ?? 0) - 0x1f1e6;
  return cluster.length === 2 && place >= 0 && place < 26 ? String.fromCharCode(97 + place) : undefined;
}
