import { describe, expect, it } from 'vitest';
import { judge } from '../../../../functions/policy/judge.ts';
import { nickName, rule } from '../../../support/rules.ts';

const list = (count: number, termOf: (index: number) => string) => Array.from({ length: count }, (_, at) => termOf(at));

/** Ample for a machine that other tests share. Alone it takes 5 to 25 ms. */
const MAX_MS = 150;

describe('judges in time, and refuses what it can read in too many ways', () => {
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
    const terms = texts.map((term) => ({ term, match: 'anywhere' }));
    const policy = nickName(...list(10, (at) => `t${at}`).map((id) => ({ ...rule('terms', { terms }), id })));
    judge({ nickName: 'warm' }, policy);

    const start = performance.now();
    const { verdict } = judge({ nickName: name }, policy);

    expect(performance.now() - start).toBeLessThan(MAX_MS);
    expect(['allow', 'refuse']).toContain(verdict);
  });

  it('names the reason', () => {
    const policy = nickName(rule('terms', { terms: [{ term: `${'4'.repeat(150)}b`, match: 'anywhere' }, 'zzz'] }));
    const { rules } = judge({ nickName: `${'4'.repeat(999)}x` }, policy);

    expect(rules).toMatchObject([{ action: 'refuse', why: 'it can be read in too many ways' }]);
  });
});
