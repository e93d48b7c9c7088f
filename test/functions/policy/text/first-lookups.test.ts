import { expect, it } from 'vitest';
import { lettersLike, searchedFor as likeSearchedFor } from '../../../../functions/policy/text/folds/confusables.ts';
import { fancyLetter } from '../../../../functions/policy/text/folds/fancy.ts';
import { searchedFor, simplifiedOf } from '../../../../functions/policy/text/folds/han.ts';

const HAN = Array.from({ length: 0xa000 - 0x4e00 }, (_, at) => String.fromCharCode(0x4e00 + at));

it('a Han character is found with and without the table of traditional ones', () => {
  const codes = HAN.map((character) => character.charCodeAt(0));
  const simplified = codes.filter((code) => simplifiedOf(code) !== code);

  expect(simplified.length).toBeGreaterThan(2_000);
  expect(codes.filter((code) => simplifiedOf(code) !== searchedFor(code))).toEqual([]);
});

it('finds look-alikes with and without their table', () => {
  const characters = Array.from({ length: 0x1_fa00 }, (_, code) => String.fromCodePoint(code));
  const similar = characters.filter((character) => lettersLike(character) !== undefined);
  const others = ['', 'ab', 'OО', ' ', '\n', '\ud83c', '\udd50', 'm', 'ı'];

  expect(similar.length).toBeGreaterThan(1_300);
  expect(characters.filter((character) => lettersLike(character) !== likeSearchedFor(character))).toEqual([]);
  expect(others.filter((other) => lettersLike(other) !== undefined || likeSearchedFor(other) !== undefined)).toEqual(
    [],
  );
});

it('finds the Han characters of generators, the first of which creates the table', () => {
  expect(HAN.filter((character) => fancyLetter(character) !== undefined)).toHaveLength(28);
});
