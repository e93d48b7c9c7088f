import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../../infra/query/command-names.ts';
import { OUTCOMES, ROLES } from '../../../infra/query/filters.ts';
import { format } from '../../../infra/query/format.ts';
import { parse } from '../../../infra/query/parse.ts';
import type { Term } from '../../../infra/query/query.ts';
import { words } from '../../../infra/query/words.ts';

const isNegated = false;

describe('reads a line', () => {
  it.each<{ line: string; terms: Term[] }>([
    {
      line: 'kick group:g77 user:u1 since:2h -outcome:allowed rule:staff "spam"',
      terms: [
        { filter: 'command', value: 'kick', isNegated },
        { filter: 'group', value: 'g77', isNegated },
        { filter: 'user', value: 'u1', isNegated },
        { filter: 'since', value: '2h', isNegated },
        { filter: 'outcome', value: 'allowed', isNegated: true },
        { filter: 'rule', value: 'staff', isNegated },
        { filter: 'text', value: 'spam', isNegated },
      ],
    },
    { line: '  ', terms: [] },
    { line: 'KICK', terms: [{ filter: 'command', value: 'kick', isNegated }] },
    { line: '"kick"', terms: [{ filter: 'text', value: 'kick', isNegated }] },
    { line: '-memberinfo', terms: [{ filter: 'command', value: 'memberInfo', isNegated: true }] },
    { line: 'command:AfterKickGroup', terms: [{ filter: 'command', value: 'AfterKickGroup', isNegated }] },
    { line: 'callbackOfALaterServer', terms: [{ filter: 'command', value: 'callbackOfALaterServer', isNegated }] },
    { line: '广告', terms: [{ filter: 'text', value: '广告', isNegated }] },
    { line: '12:30', terms: [{ filter: 'text', value: '12:30', isNegated }] },
    { line: 'Role:"Old Owner"', terms: [{ filter: 'role', value: 'old owner', isNegated }] },
    { line: 'role:old-owner', terms: [{ filter: 'role', value: 'old owner', isNegated }] },
    { line: 'group:a:b"c', terms: [{ filter: 'group', value: 'a:b"c', isNegated }] },
    { line: 'user:"a \\"b\\" \\\\ \\c"', terms: [{ filter: 'user', value: 'a "b" \\ \\c', isNegated }] },
    { line: '"two\nlines"', terms: [{ filter: 'text', value: 'two\nlines', isNegated }] },
  ])('$line', ({ line, terms }) => {
    expect(parse(line)).toEqual({ query: { terms }, mistakes: [] });
  });
});

describe('says what is wrong, and where', () => {
  it.each([
    { line: 'kick foo:bar', word: 'foo:bar', says: 'There is no filter foo:. Use one of command, group' },
    { line: 'https://x.example', word: 'https://x.example', says: 'or quote a text: "https://x.example".' },
    { line: 'a group: b', word: 'group:', says: 'group: needs a value. Add it without a space in between.' },
    { line: 'user:""', word: 'user:""', says: 'user: needs a value.' },
    { line: 'kick "spam', word: '"spam', says: 'A quote has no end. Add " after the value.' },
    { line: '"spam"kick', word: '"spam"', says: 'A space is missing after the quote. Add one.' },
    { line: '""', word: '""', says: 'The text is empty. Leave it out.' },
    { line: 'kick -', word: '-', says: 'Nothing follows the hyphen. Add a filter.' },
    { line: '-since:2h', word: '-since:2h', says: 'since: cannot be negated. Use other times.' },
    { line: 'since:2h since:3h', word: 'since:3h', says: 'since: is given twice. Give only one of them.' },
    { line: 'since:yesterday 12:00', word: '12:00', says: 'is not a part of since:. Write since:yesterdayT12:00.' },
    { line: 'since:soon', word: 'since:soon', says: 'since: must be a time such as 2h' },
    { line: 'until:2026-03-04T25:00', word: 'until:2026-03-04T25:00', says: 'until: must be a time' },
    { line: 'day:2026-02-30', word: 'day:2026-02-30', says: 'day: must be today, yesterday or a day' },
    { line: 'outcome:refuse', word: 'outcome:refuse', says: 'refuse is not a valid outcome. Use one of recorded,' },
    { line: 'role:boss', word: 'role:boss', says: 'boss is not a valid role. Use one of joined,' },
    { line: 'command:kicks', word: 'command:kicks', says: 'kicks is not a command. Use a name such as kick' },
  ])('$line', ({ line, word, says }) => {
    const { mistakes } = parse(line);

    expect(mistakes.map(({ from, to }) => line.slice(from, to))).toEqual([word]);
    expect(mistakes[0]?.message).toContain(says);
  });

  it('keeps the terms without a mistake', () => {
    expect(parse('kick role:boss group:g').query.terms.map(({ value }) => value)).toEqual(['kick', 'g']);
  });
});

const value = fc.string({ unit: 'grapheme', minLength: 1 });
const anyTerm = fc.oneof(
  fc.record({
    filter: fc.constantFrom('group', 'user', 'operation', 'rule', 'text'),
    value: fc.oneof(value, fc.constantFrom('-', '"', '\\', 'kick', '-x', 'a b', 'group:x', 'callbackX', '"a"', 'a\n')),
    isNegated: fc.boolean(),
  }),
  fc.record({
    filter: fc.constant('command'),
    value: fc.constantFrom(...[...COMMAND_NAMES.values()].map(({ name }) => name)),
    isNegated: fc.boolean(),
  }),
  fc.record({ filter: fc.constant('outcome'), value: fc.constantFrom(...OUTCOMES), isNegated: fc.boolean() }),
  fc.record({ filter: fc.constant('role'), value: fc.constantFrom(...ROLES), isNegated: fc.boolean() }),
  fc.record({
    filter: fc.constant('day'),
    value: fc.constantFrom('today', '2026-03-04'),
    isNegated: fc.constant(false),
  }),
) as fc.Arbitrary<Term>;

it('writes any query as a line that is read as the same query', () => {
  fc.assert(
    fc.property(fc.array(anyTerm), (terms) => {
      expect(parse(format({ terms }))).toEqual({ query: { terms }, mistakes: [] });
    }),
  );
});

it('writes a line as short as it was typed', () => {
  const line = 'kick group:g77 user:"a b" since:2h -outcome:allowed rule:staff spam "kick" role:"old owner"';

  expect(format(parse(line).query)).toBe(line);
});

it('finds words in any text, in order and without a gap but blanks', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', '\\', ' ', '\n', '-', ':', 'a', '你') }), (line) => {
      let end = 0;
      for (const { from, valueFrom, to } of words(line)) {
        expect(line.slice(end, from).trim()).toBe('');
        expect(from <= valueFrom && valueFrom <= to && from < to).toBe(true);
        end = to;
      }
      expect(line.slice(end).trim()).toBe('');
    }),
  );
});
