/** Names of scripts in tables. Kana and Han together are Kana. */
const SCRIPTS = [
  ['Latin', /\p{sc=Latn}/u],
  ['Cyrillic', /\p{sc=Cyrl}/u],
  ['Greek', /\p{sc=Grek}/u],
  ['Arabic', /\p{sc=Arab}/u],
  ['Hebrew', /\p{sc=Hebr}/u],
  ['Armenian', /\p{sc=Armn}/u],
  ['Georgian', /\p{sc=Geor}/u],
  ['Devanagari', /\p{sc=Deva}/u],
  ['Bengali', /\p{sc=Beng}/u],
  ['Tamil', /\p{sc=Taml}/u],
  ['Thai', /\p{sc=Thai}/u],
  ['Hangul', /\p{sc=Hang}/u],
  ['Kana', /[\p{sc=Hira}\p{sc=Kana}]/u],
  ['Han', /\p{sc=Hani}/u],
] as const;

export type Script = (typeof SCRIPTS)[number][0] | 'other';

/** Returns the first script of the table that the text has a letter of. */
export function scriptOf(text: string): Script {
  return SCRIPTS.find(([, letter]) => letter.test(text))?.[0] ?? 'other';
}

/** Scripts that write words without spaces between them. A term is found anywhere in them. */
export const isUnspaced = (text: string) => ['Thai', 'Kana', 'Han'].includes(scriptOf(text));

/** Scripts with capital letters. */
export const isCased = (text: string) => ['Latin', 'Cyrillic', 'Greek', 'Armenian'].includes(scriptOf(text));
