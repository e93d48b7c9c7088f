import { Converter } from 'opencc-js';
import { scriptOf } from '../script.ts';
import { alphabetOf, byAlphabet, charactersIn, type EvasionClass } from './evasion-class.ts';

const FIRST_SYLLABLE = 0xac00;
const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const VOWELS = charactersIn(0x314f, 0x3163);
const FINALS = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'];

const KANA_DISTANCE = 0x60;

const traditional = [
  Converter({ from: 'cn', to: 'tw' }),
  Converter({ from: 'cn', to: 'hk' }),
  Converter({ from: 'tw', to: 'cn' }),
];

/** Writes a syllable of Hangul by letters that stand alone. */
function inLetters(syllable: string): string {
  const index = (syllable.codePointAt(0) ?? 0) - FIRST_SYLLABLE;
  if (index < 0 || index >= 11_172) return syllable;
  return [INITIALS[Math.floor(index / 588)], VOWELS[Math.floor((index % 588) / 28)], FINALS[index % 28]].join('');
}

function otherKana(letter: string): string {
  if (/[ぁ-ゖ]/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) + KANA_DISTANCE);
  return /[ァ-ヶ]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) - KANA_DISTANCE) : letter;
}

/** Writes katakana in half width. */
function halfWidth(text: string): string {
  const narrow = new Map(charactersIn(0xff66, 0xff9d).map((letter) => [letter.normalize('NFKC'), letter]));
  const parts = text.normalize('NFD').replaceAll('\u3099', 'ﾞ').replaceAll('\u309a', 'ﾟ');
  return [...parts].map((letter) => narrow.get(letter) ?? letter).join('');
}

function only(script: string, name: string, evade: (term: string) => string[]): EvasionClass {
  return {
    name,
    evade: (term) => (scriptOf(term) === script ? [...new Set(evade(term))].filter((written) => written !== term) : []),
  };
}

export const ASIAN: readonly EvasionClass[] = [
  only('Han', 'traditional and simplified Han', (term) => traditional.map((convert) => convert(term))),
  byAlphabet('radicals for Han', () =>
    alphabetOf(charactersIn(0x2f00, 0x2fd5).map((radical) => [radical.normalize('NFKC'), radical] as const)),
  ),
  only('Kana', 'hiragana and katakana', (term) => [[...term].map(otherKana).join('')]),
  only('Kana', 'half-width kana', (term) => [halfWidth(term)]),
  only('Hangul', 'jamo of Hangul', (term) => [term.normalize('NFD')]),
  only('Hangul', 'letters of Hangul', (term) => [[...term].map(inLetters).join('')]),
  byAlphabet('presentation forms of Arabic', () =>
    alphabetOf(
      [...charactersIn(0xfb50, 0xfbff), ...charactersIn(0xfe80, 0xfef4)]
        .map((form) => [form.normalize('NFKC'), form] as const)
        .filter(([letter]) => /^\p{L}$/u.test(letter)),
    ),
  ),
  byAlphabet('Persian and Arabic letters', () =>
    alphabetOf(
      [...'يی كک']
        .join('')
        .split(' ')
        .flatMap(
          ([a = '', b = '']) =>
            [
              [a, b],
              [b, a],
            ] as const,
        ),
    ),
  ),
];
