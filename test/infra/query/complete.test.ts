import { expect, it } from 'vitest';
import { complete } from '../../../infra/query/complete.ts';
import { parse } from '../../../infra/query/parse.ts';

/** Completes at the bar, and returns the lines that the first offers make. */
function completed(marked: string, known = {}) {
  const cursor = marked.indexOf('|');
  const line = marked.replace('|', '');
  const { from, to, offers } = complete(line, cursor, known);
  return offers.slice(0, 3).map(({ text }) => line.slice(0, from) + text + line.slice(to));
}

it.each([
  { line: '|', lines: ['command:', 'group:', 'user:'] },
  { line: 'kick |', lines: ['kick command:', 'kick group:', 'kick user:'] },
  { line: 'ki|', lines: ['kick'] },
  { line: 'ki| group:g', lines: ['kick group:g'] },
  { line: 'out|', lines: ['outcome:'] },
  { line: '-OUT|', lines: ['-outcome:'] },
  { line: '-si|', lines: ['-singleMsgRead'] },
  { line: 'outcome:re|', lines: ['outcome:recorded', 'outcome:refused'] },
  { line: '-outcome:al|', lines: ['-outcome:allowed'] },
  { line: 'role:o|', lines: ['role:owner', 'role:"old owner"'] },
  { line: 'role:"ol|', lines: ['role:"old owner"'] },
  { line: 'command:mem|', lines: ['command:memberInfo', 'command:memberJoin', 'command:membersJoin'] },
  { line: 'day:|', lines: ['day:today', 'day:yesterday'] },
  { line: 'group:|', lines: [] },
  { line: 'rul|e:x', lines: ['rule:'] },
  { line: '"ki|', lines: [] },
  { line: 'foo:|', lines: [] },
])('completes $line', ({ line, lines }) => {
  expect(completed(line)).toEqual(lines);
});

it('offers values that the caller knows', () => {
  expect(completed('group:g|', { group: ['g 1', 'h2'] })).toEqual(['group:"g 1"']);
});

it('offers values that the line can hold', () => {
  for (const name of ['command', 'outcome', 'role', 'since', 'until', 'day']) {
    const { offers } = complete(`${name}:`, name.length + 1);

    expect(offers.flatMap(({ text }) => parse(text).mistakes)).toEqual([]);
    expect(offers.flatMap(({ text }) => parse(text).query.terms).map(({ filter }) => filter)).toEqual(
      offers.map(() => name),
    );
  }
});
