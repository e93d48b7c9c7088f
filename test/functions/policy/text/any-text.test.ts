import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge } from '../../../../functions/policy/judge.ts';
import { FoldedText } from '../../../../functions/policy/text/folded-text.ts';
import { looksLikeOneOf, searchFor } from '../../../../functions/policy/text/search.ts';
import { terms as policyOfTerms } from '../../../support/rules.ts';

const LETTERS = ['a', 'd', 'm', 'i', 'n', 'r', 'l', 'I', '1', '4', '@', '*', '™', '\u202e', '\u202c', '🇦', '🇩', 'ー'];
const MORE = [
  'ｍ',
  'а',
  '管',
  '理',
  '員',
  '员',
  ' ',
  '.',
  'ʼ',
  '\u200b',
  'バ',
  'カ',
  'か',
  'ㅅ',
  '시',
  'é',
  'ɐ',
  '\ud800',
];
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...LETTERS, ...MORE), { maxLength: 30 }).map((parts) => parts.join('')),
);
const terms = ['admin', 'man', '管理员', 'バカ', '시발', 'a l l', '4all', 'ér'].map((term) => ({ term }));

it('finds the same in equal names, whether they were folded before or not', () => {
  const search = searchFor(terms);
  const other = searchFor([{ term: 'lid', match: 'anywhere' }], { accents: true });
  fc.assert(
    fc.property(anyName, (name) => {
      const folded = new FoldedText(name);
      other(folded);
      expect(search(folded)).toEqual(search(name));
    }),
  );
});

it('returns places inside the name', () => {
  const search = searchFor(terms);
  fc.assert(
    fc.property(anyName, (name) => {
      for (const { start, end } of search(name))
        expect(0 <= start && start < end && end <= name.length, name).toBe(true);
    }),
  );
});

it('finds a term in itself, and the term looks like itself as a whole', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'adminrlI14é管員バシ시ㅅ. '), minLength: 1, maxLength: 12 }),
      (term) => {
        if (!/[^. ]/.test(term)) return;
        expect(searchFor([{ term }])(term)).not.toEqual([]);
        expect(looksLikeOneOf([term])(term)).toBe(term);
      },
    ),
  );
});

it('masks a name so that nothing is left to mask', () => {
  const policy = policyOfTerms(
    terms.map(({ term }) => term),
    { action: 'mask' },
  );
  fc.assert(
    fc.property(anyName, (nickName) => {
      const after = judge({ nickName }, policy).changes?.nickName?.after;
      if (after !== undefined) expect(judge({ nickName: after }, policy).verdict).toBe('allow');
    }),
  );
});
