import { describe, expect, it } from 'vitest';
import { lineOf, queryFrom } from '../../../../infra/operator/audit/query-words.ts';
import { format } from '../../../../infra/query/format.ts';

describe('makes a line of the words that the shell leaves', () => {
  it.each([
    { words: ['kick group:g77 "two words"'], line: 'kick group:g77 "two words"' },
    { words: ['kick', 'group:g77', '-outcome:allowed'], line: 'kick group:g77 -outcome:allowed' },
    { words: ['kick', 'two words'], line: 'kick "two words"' },
    { words: ['kick', '-user:a b'], line: 'kick -user:"a b"' },
    { words: ['kick', '"two words"'], line: 'kick "two words"' },
    { words: [], line: '' },
  ])('$words', ({ words, line }) => {
    expect(lineOf(words)).toBe(line);
  });
});

it('adds options to the line, whatever their values', () => {
  const query = queryFrom(['kick', 'group:a'], { group: 'b "c"', user: undefined, day: 'today', since: '2h' });

  expect(format(query)).toBe('kick group:a group:"b \\"c\\"" day:today since:2h');
});

it('says each mistake once', () => {
  expect(() => queryFrom(['role:boss role:boss outcome:no'], {})).toThrow(
    /^boss is not a valid role\. Use one of [^.]+\. no is not a valid outcome\. Use one of [^.]+\.$/,
  );
});
