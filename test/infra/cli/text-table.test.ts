import { expect, it } from 'vitest';
import { columnsOf, truncate } from '../../../infra/cli/columns.ts';
import { TextTable } from '../../../infra/cli/text-table.ts';

it('lines up what is wide', () => {
  const table = new TextTable(['A', 'B']);

  expect(
    table.page([
      ['小明', '1'],
      ['🎈', '2'],
      ['e\u0301', '3'],
      ['👩‍👩‍👧', '4'],
      ['abcd', '5'],
    ]),
  ).toEqual(['A     B', '小明  1', '🎈    2', 'e\u0301     3', '👩‍👩‍👧    4', 'abcd  5']);
});

it('has one head, and columns that never get narrower', () => {
  const table = new TextTable(['A', 'B']);

  expect(table.page([['long', '1']])).toEqual(['A     B', 'long  1']);
  expect(table.page([['a', '2']])).toEqual(['a     2']);
  expect(
    table.page([
      ['longer', '3'],
      ['a', '4'],
    ]),
  ).toEqual(['longer  3', 'a       4']);
});

it('lets one cell that is very long move only its own row', () => {
  const table = new TextTable(['A', 'B']);
  const long = 'x'.repeat(41);

  expect(
    table.page([
      [long, '1'],
      ['a', '2'],
    ]),
  ).toEqual(['A  B', `${long}  1`, 'a  2']);
});

it('takes as many lines as a row needs, and cuts only the last cell', () => {
  const table = new TextTable(['A', 'B', 'C'], 30);
  const id = 'x'.repeat(20);

  expect(
    table.page([
      [id, id, 'y'.repeat(40)],
      [id, id, ''],
    ]),
  ).toEqual(['A', '  B', '  C', id, `  ${id}`, `  ${'y'.repeat(27)}…`, id, `  ${id}`]);
});

it.each([
  { text: 'abcd', columns: 4, cut: 'abcd' },
  { text: 'abcde', columns: 4, cut: 'abc…' },
  { text: '小明小', columns: 5, cut: '小明…' },
  { text: '小明小', columns: 4, cut: '小…' },
  { text: '👩‍👩‍👧👩‍👩‍👧', columns: 3, cut: '👩‍👩‍👧…' },
  { text: `a${'\u0301'.repeat(100)}b`, columns: 2, cut: `a${'\u0301'.repeat(31)}…` },
])('cuts $text to $columns columns', ({ text, columns, cut }) => {
  expect(truncate(text, columns)).toBe(cut);
  expect(columnsOf(cut)).toBeLessThanOrEqual(columns);
});
