import { expect, it } from 'vitest';
import { asciiGlyph } from '../../../../functions/policy/text/ascii-glyph.ts';
import { FOLDS } from '../../../../functions/policy/text/folds/fold.ts';
import { anyGlyph } from '../../../../functions/policy/text/glyphs.ts';
import { lettersOf } from '../../../../functions/policy/text/needles.ts';

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));

it.each(PRINTABLE)('the glyph of %j is the one that the tables make', (character) => {
  expect(asciiGlyph(character)).toEqual(anyGlyph(character));
});

it.each(['\0', '\n', '\x7f', 'é', 'ab', '', 'a\u0301', '\u212a'])('%j has none of these glyphs', (cluster) => {
  expect(asciiGlyph(cluster)).toBeUndefined();
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
