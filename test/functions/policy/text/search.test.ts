import { describe, expect, it } from 'vitest';
import { searchFor, type Term } from '../../../../functions/policy/text/search.ts';

/** Searches a name for one term, without a policy that keeps compiled terms. */
function isFound(term: string, name: string, match?: Term['match'], foldAccents = false): boolean {
  return searchFor([{ term, match }], { accents: foldAccents })(name).length > 0;
}

it.each([
  { why: 'with marks between letters', term: 'spam', name: 'I like s-p-a-m!', start: 7, end: 14 },
  { why: 'at the start', term: 'spam', name: 'spam!', start: 0, end: 4 },
  { why: 'with r and n as m', term: 'admin', name: 'an adrnin', start: 3, end: 9 },
  { why: 'shorter than a key', term: 'ok', name: 'is ok', start: 3, end: 5 },
])('returns where a term stands: $why', ({ term, name, start, end }) => {
  const matches = searchFor([{ term }])(name);

  expect(new Set(matches.map((match) => JSON.stringify(match)))).toEqual(
    new Set([JSON.stringify({ term, start, end })]),
  );
});

it('lists a match once, however it is read', () => {
  expect(searchFor([{ term: 'ok' }])('ok')).toHaveLength(1);
});

it('finds each of several terms', () => {
  const matches = searchFor([{ term: 'spam' }, { term: 'spade' }, { term: 'sp' }])('spade, sp and spam');

  expect(new Set(matches.map(({ term }) => term))).toEqual(new Set(['spam', 'spade', 'sp']));
});

describe('finds', () => {
  it.each([
    { why: 'a term with a space of its own', term: 'Bad Word', name: 'bad word' },
    { why: 'that term without the space', term: 'Bad Word', name: 'badword' },
    { why: 'a term with a digit in digits', term: 'l0l', name: '101' },
    { why: 'a term with letters and a digit in letters', term: 'l0l', name: 'lol' },
    { why: 'capitals in small letters that look otherwise', term: 'ПЛОХО', name: 'плохо' },
    { why: 'a term with a letter of an unspaced script inside a word', term: 'A片', name: 'xA片' },
    { why: 'a word beside an unspaced script', term: 'spam', name: '我spam你' },
    { why: 'a term inside a word, when asked', term: 'spam', name: 'xspamx', match: 'anywhere' },
    { why: 'letters that all stand alone', term: 'anal', name: 'a n a l' },
    { why: 'letters with spaces and marks between', term: 'spam', name: 's.p a.m' },
    { why: 'a ligature before a space', term: 'fin', name: 'ﬁ n' },
    { why: 'an accent, when accents are folded', term: 'spam', name: 'spám', foldAccents: true },
  ] as const)('$why: $term in $name', ({ term, name, ...options }) => {
    const { match, foldAccents } = { match: undefined, foldAccents: false, ...options };
    expect(isFound(term, name, match, foldAccents)).toBe(true);
  });
});

describe('does not find', () => {
  it.each([
    { why: 'a term across words', term: 'anal', name: 'Ana L' },
    { why: 'a term with one space inside', term: 'spam', name: 'sp am' },
    { why: 'a term at the start of a word', term: 'spam', name: 'spamx' },
    { why: 'a term at the end of a word', term: 'spam', name: 'xspam' },
    {
      why: 'a word of an unspaced script inside a Latin word, when asked for words',
      term: 'A片',
      name: 'xA片',
      match: 'word',
    },
    { why: 'letters in digits only', term: 'lol', name: '101' },
    { why: 'the second half of a ligature', term: 'in', name: 'ﬁn', match: 'anywhere' },
    { why: 'the first half of a ligature', term: 'of', name: 'oﬁ', match: 'anywhere' },
    { why: 'another term that begins the same', term: 'spade', name: 'spam' },
    { why: 'an accent, unless accents are folded', term: 'spam', name: 'spám' },
  ] as const)('$why: $term in $name', ({ term, name, ...options }) => {
    const { match } = { match: undefined, ...options };
    expect(isFound(term, name, match)).toBe(false);
  });
});
