/** Folds that a rule can switch. Each has a bit, so that a name is folded once for all rules. */
export const FOLDS = {
  /** Reads letters without their accents: `spám`. */
  accents: 1,
  /** Reads digits and symbols in a word as letters: `5h1t`, `$hit`. */
  digits: 2,
  /** Reads three or more equal letters as one, two or three: `fuuuck`. */
  repeats: 4,
  /** Ends a word at a digit, and at characters such as ™ ² ①: `admin1`. */
  ends: 8,
  /** Skips letters that look like punctuation: `adʼmin`. */
  modifiers: 16,
  /** Ignores spaces between Han characters and kana, and spaces inside syllables of Thai and alike. */
  hanSpaces: 32,
  /** Reads traditional as simplified characters. */
  hanVariants: 64,
  /** Reads katakana as hiragana. */
  kana: 128,
  /** Reads regional indicators as letters, unless two of them make a flag. */
  flags: 256,
  /** Reads characters of "fancy text" generators, also of other scripts: `卂ᗪ爪丨几`. */
  fancy: 512,
  /** Reads text that a bidirectional override reverses, and text upside down. */
  reversed: 1024,
  /** Reads a symbol inside a word as any letter, and up to three `*`, `#` or bullets: `sp*m`, `s_am`, `s**m`. */
  masked: 2048,
} as const;

export type FoldName = keyof typeof FOLDS;
export type FoldOptions = Readonly<Partial<Record<FoldName, boolean | undefined>>>;

/** Every fold but accents: with them, resumé would be resume in languages where that is another word. */
const DEFAULT_FOLDS = Object.values(FOLDS).reduce((all, bit) => all | bit, 0) & ~FOLDS.accents;

/** Returns the bits of the folds that are on. */
export function bitsOf(options: FoldOptions): number {
  return Object.entries(FOLDS).reduce((bits, [name, bit]) => {
    const isOn = options[name as FoldName];
    return isOn === undefined ? bits : isOn ? bits | bit : bits & ~bit;
  }, DEFAULT_FOLDS);
}
