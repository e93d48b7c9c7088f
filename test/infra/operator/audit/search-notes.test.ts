import { expect, it } from 'vitest';
import { readNote, spentIn } from '../../../../infra/operator/audit/search-notes.ts';

it.each([
  { rows: 0, readUnits: 0, requests: 1, says: 'Read 0 rows of the index byDay with 0 read units in 1 request.' },
  { rows: 1, readUnits: 0.5, requests: 1, says: 'Read 1 row of the index byDay with 0.5 read units in 1 request.' },
  { rows: 2, readUnits: 1, requests: 10, says: 'Read 2 rows of the index byDay with 1 read unit in 10 requests.' },
  {
    rows: 4_200,
    readUnits: 1_050.5,
    requests: 1_000,
    says: 'Read 4,200 rows of the index byDay with 1,050.5 read units in 1,000 requests.',
  },
])('says what a search has read: $says', ({ rows, says, ...cost }) => {
  expect(readNote(rows, 'byDay', cost)).toBe(says);
  expect(says).toContain(spentIn(cost));
});
