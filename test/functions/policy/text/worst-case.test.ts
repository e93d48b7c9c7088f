import { describe, expect, it } from 'vitest';
import { FoldedText } from '../../../../functions/policy/text/folded-text.ts';
import { searchFor } from '../../../../functions/policy/text/search.ts';
import { judgeMember } from '../../../support/policy.ts';
import { nickName, rule } from '../../../support/rules.ts';

const list = (count: number, termOf: (index: number) => string) => Array.from({ length: count }, (_, at) => termOf(at));

/** Steps of a name of 1,000 code units, the longest that is judged. */
const MAX_STEPS = 60_000;

const RULES = 10;

/** Steps after the last check: those of terms that end at the same letter. */
const MAX_OVERSHOOT = 50;

describe('stops when the steps of all rules are taken', () => {
  it.each([
    ['terms of one letter', list(200, (at) => 'a'.repeat(at + 1)), 'a'.repeat(1_000)],
    ['digits for letters', list(200, (at) => 'a'.repeat(at + 1)), `${'4'.repeat(999)}a`],
    ['symbols for letters', list(100, (at) => 'il'.repeat(at + 1)), `${'1|!'.repeat(333)}l`],
    [
      'terms that share three letters',
      list(10_000, (at) => `abc${at.toString(36).padStart(4, 'x')}`),
      'abc'.repeat(333),
    ],
    ['terms that share 190 letters', list(2_000, (at) => 'ab'.repeat(95) + at.toString(36)), 'ab'.repeat(500)],
    ['hidden letters', list(10_000, (at) => `a${String.fromCharCode(0x4e00 + at)}b`), 'a*b'.repeat(333)],
    ['a ligature of 18 letters', list(200, (at) => 'a'.repeat(at + 1)), 'ﷺ'.repeat(1_000)],
  ])('%s', (_why, texts, name) => {
    const search = searchFor(
      texts.map((term) => ({ term, match: 'anywhere' })),
      { accents: true },
    );
    const folded = new FoldedText(name);
    const all = folded.budget.left;
    expect(all).toBeLessThanOrEqual(MAX_STEPS);

    for (let rule = 0; rule < RULES; rule += 1) search(folded);
    expect(folded.budget.left).toBeGreaterThan(-MAX_OVERSHOOT);

    if (!folded.isExhausted) return;
    const { left } = folded.budget;
    expect(search(folded)).toEqual([]);
    expect(folded.budget.left).toBe(left);
  });

  it('names the reason', () => {
    const policy = nickName(rule('terms', { terms: [{ term: `${'4'.repeat(150)}b`, match: 'anywhere' }, 'zzz'] }));
    const { rules } = judgeMember({ nickName: `${'4'.repeat(999)}x` }, policy);

    expect(rules).toMatchObject([{ action: 'refuse', why: 'it can be read in too many ways' }]);
  });

  it.each([
    ['exclamation marks', '!'.repeat(1_000)],
    ['a table', '| --- | --- |\n'.repeat(300)],
    ['amounts', '$$$ €€ £ ¥ 100% '.repeat(300)],
    ['all of ASCII', ' !"#$%&\'()*+,-./:;<=>?@[]^_`{|}~'.repeat(150)],
    ['flags', '🇨🇳🇺🇸🇬🇧'.repeat(400)],
    ['a style sheet', 'a{color:#fff;margin:0 4px!important}@media(max-width:5px){.b>c+d~e{top:1px}}'.repeat(65)],
    ['an offer', '$$$ SALE!!! 50% off @ shop | call +1 (555) 123-4567 !!! '.repeat(90)],
    ['prose', 'Call me (+1 555-0100) @home! 50% off | $5, #1* '.repeat(100)],
  ])('but not for %s', (_why, text) => {
    const names = ['assist', 'alias', 'salsa', 'illicit', 'tacit', 'basic', 'classic', 'list', 'tilt', 'cia', 'iii'];
    const terms = [
      ...names,
      ...list(2_000, (at) => `ta${at.toString(26).replace(/\d/g, (digit) => 'stilacdeob'.charAt(Number(digit)))}`),
    ];
    const folded = new FoldedText(text);
    const search = searchFor(
      terms.map((term) => ({ term, match: 'anywhere' })),
      { accents: true },
    );
    for (let rule = 0; rule < 3; rule += 1) search(folded);

    expect(folded.isExhausted).toBe(false);
  });
});
