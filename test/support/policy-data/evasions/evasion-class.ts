import type { Random } from '../random.ts';

/** A way to write a term so that it is not found. */
export interface EvasionClass {
  readonly name: string;
  /** Returns names that a reader reads as the term. Empty for a term that can't be written so. */
  readonly evade: (term: string, random: Random) => readonly string[];
}

/** Characters by the small letter that they stand for. */
export type Alphabet = ReadonlyMap<string, readonly string[]>;

export function alphabetOf(pairs: Iterable<readonly [letter: string, character: string]>): Alphabet {
  const grouped = Map.groupBy(pairs, ([letter]) => letter);
  return new Map([...grouped].map(([letter, listed]) => [letter, listed.map(([, character]) => character)]));
}

/** Defines a class that writes all letters by those of an alphabet, and one letter only. */
export function byAlphabet(name: string, alphabetFor: () => Alphabet, seldom = false): EvasionClass {
  let alphabet: Alphabet | undefined;
  return {
    name,
    evade: (term, random) => {
      alphabet ??= alphabetFor();
      return [
        ...(seldom ? [] : [allIn(term, alphabet, random), allIn(term, alphabet, random)]),
        oneIn(term, alphabet, random),
      ].filter((written) => written !== term);
    },
  };
}

export function allIn(term: string, alphabet: Alphabet, random: Random): string {
  return [...term].map((letter) => otherOf(letter, alphabet, random)).join('');
}

function oneIn(term: string, alphabet: Alphabet, random: Random): string {
  const letters = [...term];
  const having = letters.flatMap((letter, at) => (alphabet.has(letter) ? [at] : []));
  if (having.length === 0) return term;
  const at = random.pick(having);
  return letters.map((letter, index) => (index === at ? otherOf(letter, alphabet, random) : letter)).join('');
}

function otherOf(letter: string, alphabet: Alphabet, random: Random): string {
  const others = alphabet.get(letter);
  return others ? random.pick(others) : letter;
}

/** Returns a text with something between all of its characters. A mark stays with its letter. */
export function spread(term: string, between: (at: number) => string): string {
  return clustersOf(term)
    .map((cluster, at) => (at === 0 ? cluster : `${between(at)}${cluster}`))
    .join('');
}

export const clustersOf = (term: string): string[] => term.match(/\P{M}\p{M}*/gu) ?? [];

/** Returns all code points from first to last. */
export function charactersIn(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
}
