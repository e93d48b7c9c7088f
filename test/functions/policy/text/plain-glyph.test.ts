import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { FOLDS } from '../../../../functions/policy/text/folds/fold.ts';
import { anyGlyph } from '../../../../functions/policy/text/glyphs.ts';
import { lettersOf } from '../../../../functions/policy/text/needles.ts';
import { plainGlyph } from '../../../../functions/policy/text/plain-glyph.ts';

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));

it.each(PRINTABLE)('the glyph of %j is the one that the tables make', (character) => {
  expect(plainGlyph(character)).toEqual(anyGlyph(character));
});

it('the glyph of any accented letter, Han character or picture is the one that the tables make', () => {
  const plain = [];
  for (let code = 0x80; code < 0x2_0000; code += 1) {
    const character = String.fromCodePoint(code);
    const glyph = plainGlyph(character.toWellFormed());
    if (glyph && character.isWellFormed()) plain.push([character, glyph] as const);
  }
  const other = plain.filter(([character, glyph]) => !isDeepStrictEqual(anyGlyph(character), glyph));

  expect(plain.length).toBeGreaterThan(21_700);
  expect(other).toEqual([]);
});

it.each(['\0', '\n', '\x7f', 'ø', 'ab', '', 'a\u0301', 'ǫ', '\u212a'])('%j has none of these glyphs', (cluster) => {
  expect(plainGlyph(cluster)).toBeUndefined();
});

it.each(PRINTABLE.filter((character) => /[a-z\d]/i.test(character)))(
  'a term %j has the letters of its glyph',
  (term) => {
    const all = Object.values(FOLDS).reduce((bits, bit) => bits | bit, 0);
    expect([lettersOf(term, 0), lettersOf(term, all)]).toEqual(
      [0, all].map(() =>
        anyGlyph(term)
          ?.forms.map(({ letters }) => letters)
          .join(''),
      ),
    );
  },
);
