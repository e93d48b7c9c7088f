import { expect, it } from 'vitest';
import { cursorOf, InvalidCursor, positionOf } from '../../../functions/audit/cursor.ts';

const position = { index: 'byGroup', key: 'g', receivedAt: '2026-03-04T05:06:07.089Z', eventID: 'e' } as const;

it('goes on from the position that it was made of', () => {
  const longest = { ...position, key: 'k'.repeat(2_048), eventID: 'e'.repeat(2_048) };

  expect(positionOf(cursorOf(longest))).toEqual(longest);
});

it.each([{ key: '界'.repeat(683) }, { eventID: 'e'.repeat(2_049) }, { receivedAt: 'r'.repeat(1_025) }])(
  'rejects a cursor whose key DynamoDB would reject',
  (wrong) => {
    expect(() => positionOf(cursorOf({ ...position, ...wrong }))).toThrow(InvalidCursor);
  },
);
