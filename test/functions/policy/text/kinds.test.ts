import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { anyKinds, isAlphabetic, kindsOf } from '../../../../functions/policy/text/kinds.ts';

const LETTERS = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(isAlphabetic);

it('knows letters of common alphabets without classes of Unicode', () => {
  const different = LETTERS.filter((letter) => !isDeepStrictEqual(kindsOf(letter), anyKinds(letter)));

  expect(LETTERS.length).toBeGreaterThan(300);
  expect(different).toEqual([]);
});

it('accepts only visible letters as letters of an alphabet', () => {
  expect(LETTERS.filter((letter) => !/^(?=\p{L})\P{Default_Ignorable_Code_Point}$/u.test(letter))).toEqual([]);
  expect(['', 'жж', 'ж\u0301', 'a', '1', '\u0640', '\u0483'].filter(isAlphabetic)).toEqual([]);
});
