import fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphemesOf, lastGraphemeAt } from '../../../functions/record/graphemes.ts';
import { sampledRuns } from '../../support/sampled.ts';

const plain = 'aZ9 ~ÀéßɏЖя҂ひンヺ一鿿가힣🌀🏺🐀🙏🚀🛿';
const joining = [
  '\u0301',
  '\u200d',
  '\r',
  '\n',
  '👩',
  '🏻',
  '🏿',
  '🏽',
  '🇩',
  '\u3099',
  '\u0483',
  '\uff9e',
  'ก',
  'ำ',
  'ᄀ',
  'ᅡ',
  'ᆨ',
  '\ud800',
];
const text = fc.string({ unit: fc.constantFrom(...plain, ...joining), maxLength: 12 });

it('splits every text as the Unicode segmenter does', () => {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const expected = (all: string) => [...segmenter.segment(all)].map(({ segment, index }) => ({ segment, index }));

  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: fc.constantFrom(...plain) })), (all) => {
      expect(graphemesOf(all)).toEqual(expected(all));
      expect(lastGraphemeAt(all)).toBe(expected(all).at(-1)?.index ?? 0);
    }),
  );
});

it('splits each character that it takes for one alone as the segmenter does, beside any other', () => {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const step = sampledRuns(1, 7);
  for (let code = 0x20; code < 0x1f700; code += step) {
    const character = String.fromCodePoint(code);
    const pair = `${character}a${character}${character}`;
    expect(graphemesOf(pair).length, pair).toBe([...segmenter.segment(pair)].length);
  }
});
