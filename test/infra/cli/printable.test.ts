import { expect, it } from 'vitest';
import * as ofSummary from '../../../functions/record/hidden-characters.ts';
import * as own from '../../../infra/cli/hidden-characters.ts';
import { quoted, toJsonCell } from '../../../infra/cli/printable.ts';

it.each([
  { text: 'ad\u200Cmin', shown: '"ad\\u200cmin"', what: 'a joiner' },
  { text: 'admin\u{E0061}', shown: '"admin\\udb40\\udc61"', what: 'a tag' },
  { text: '小明\u{E0100}', shown: '"小明\\udb40\\udd00"', what: 'a variation selector' },
])('escapes $what in each code unit', ({ text, shown }) => {
  expect(quoted(text)).toBe(shown);
  expect(toJsonCell(text)).toBe(shown);
});

it.each(['👩‍👩‍👧', '❤️', '1️⃣', '👩🏽‍🚀'])('leaves the emoji %s as it is', (emoji) => {
  expect(quoted(emoji)).toBe(emoji);
});

it('hides the same characters as a summary, whose pattern infra/cli must not import', () => {
  expect(own.HIDDEN).toBe(ofSummary.HIDDEN);
});
