import type { Random } from '../random.ts';
import { isCased, isUnspaced, type Script, scriptOf } from '../script.ts';
import { charactersIn, clustersOf, type EvasionClass, spread } from './evasion-class.ts';

const ZERO_WIDTH = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff'];
const SPACES = [' ', '\u00a0', '\u2009', '\u3000'];
const SEPARATORS = [...'.-_*·•~+,:/'];

/** Shapes that don't look like a letter: arrows, blocks, stars, dingbats. */
const SYMBOLS = [
  ...charactersIn(0x2190, 0x21ff),
  ...charactersIn(0x2580, 0x259f),
  ...charactersIn(0x2605, 0x2606),
  ...charactersIn(0x2720, 0x2740),
];
const PICTURES = ['🔥', '❤️', '👍🏻', '🇨🇳', '👨‍👩‍👧'];
const ABOVE_OR_BELOW = charactersIn(0x300, 0x333);
const OVERLAYS = charactersIn(0x334, 0x338);

/** Characters that show nothing. Source: Unicode's property Default_Ignorable_Code_Point. */
const invisible = [...charactersIn(0, 0xffff), ...charactersIn(0xe0000, 0xe01ef)].filter(
  (character) =>
    /\p{Default_Ignorable_Code_Point}/u.test(character) && !/[\p{Cn}\u202a-\u202e\u2066-\u2069]/u.test(character),
);

/** Defines a class that puts one of these between all letters, and between two of them. */
function between(
  name: string,
  inserted: readonly string[],
  isFor: (term: string) => boolean = () => true,
): EvasionClass {
  return {
    name,
    evade: (term, random) => {
      if (!isFor(term)) return [];
      const one = random.pick(inserted);
      return [spread(term, () => one), spread(term, () => random.pick(inserted)), onceIn(term, one, random)];
    },
  };
}

function onceIn(term: string, inserted: string, random: Random): string {
  const place = 1 + random.below(clustersOf(term).length - 1);
  return spread(term, (at) => (at === place ? inserted : ''));
}

/** Marks stand on letters of any script but those with vowel signs, where they may be another letter. */
function marked(name: string, marks: readonly string[]): EvasionClass {
  return {
    name,
    evade: (term, random) =>
      isCased(term)
        ? [1, 3].map((count) =>
            clustersOf(term)
              .map((letter) => letter + random.sample(marks, count).join(''))
              .join(''),
          )
        : [],
  };
}

export const INSERTED: readonly EvasionClass[] = [
  between('zero-width characters', ZERO_WIDTH),
  between('invisible characters', invisible),
  between('separators', SEPARATORS),
  between('symbols between letters', SYMBOLS),
  between('emoji between letters', PICTURES),
  between('spaces between Han', SPACES, (term) => scriptOf(term) === 'Han'),
  between('spaces between kana or Thai', SPACES, (term) => isUnspaced(term) && scriptOf(term) !== 'Han'),
  {
    name: 'spaces between all letters',
    evade: (term, random) =>
      isUnspaced(term)
        ? []
        : [spread(term, () => ' '), spread(term, () => random.pick(SPACES)), spread(term, () => ' . ')],
  },
  { name: 'braille blanks', evade: (term) => [spread(term, () => '\u2800')] },
  marked('marks above and below', ABOVE_OR_BELOW),
  marked('overlays', OVERLAYS),
  { name: 'tatweel', evade: (term) => (scriptOf(term) === 'Arabic' ? [spread(term, () => 'ـ')] : []) },
  vowelled('vowel signs of Arabic', 'Arabic', charactersIn(0x64b, 0x652)),
  vowelled('vowel signs of Hebrew', 'Hebrew', charactersIn(0x5b0, 0x5bc)),
];

function vowelled(name: string, script: Script, signs: readonly string[]): EvasionClass {
  const write = (term: string, random: Random) => [...term].map((letter) => letter + random.pick(signs)).join('');
  return { name, evade: (term, random) => (scriptOf(term) === script ? [write(term, random)] : []) };
}
