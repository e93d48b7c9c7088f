import { expect, it } from 'vitest';
import { lookAlikes } from '#look-alikes';
import { lettersLike } from '../../../../functions/policy/text/folds/confusables.ts';
import { fancyLetter } from '../../../../functions/policy/text/folds/fancy.ts';
import { searchedFor, simplifiedOf } from '../../../../functions/policy/text/folds/han.ts';

const HAN = Array.from({ length: 0xa000 - 0x4e00 }, (_, at) => String.fromCharCode(0x4e00 + at));

it('a Han character is found with and without the table of traditional ones', () => {
  const codes = HAN.map((character) => character.charCodeAt(0));
  const simplified = codes.filter((code) => simplifiedOf(code) !== code);

  expect(simplified.length).toBeGreaterThan(2_000);
  expect(codes.filter((code) => simplifiedOf(code) !== searchedFor(code))).toEqual([]);
});

it('a Han character that is not in the text of the look-alikes looks like no other', () => {
  const others = HAN.filter((character) => lettersLike(character) !== undefined);

  expect(others).toContain('囗');
  expect(others.filter((character) => !lookAlikes.includes(character))).toEqual([]);
});

it('finds the Han characters of generators, the first of which creates the table', () => {
  expect(HAN.filter((character) => fancyLetter(character) !== undefined)).toHaveLength(28);
});
