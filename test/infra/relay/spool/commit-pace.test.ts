import { expect, it } from 'vitest';
import { CommitPace } from '../../../../infra/relay/spool/commit-pace.ts';

/** A pace that has seen two senders take turns, one in each commit. */
function inTurn(commitMs: number): CommitPace {
  const pace = new CommitPace();
  for (let commit = 0; commit < 20; commit += 1) pace.committed(1, 1, commitMs);
  return pace;
}

it('waits for the sender that was just answered, at most half of a commit and 2 ms', () => {
  expect(inTurn(3).expected).toBe(2);
  expect(inTurn(3).waitMs(1)).toBeGreaterThan(1);
  expect(inTurn(3).waitMs(1)).toBeLessThanOrEqual(1.5);
  expect(inTurn(100).waitMs(1)).toBe(2);
});

it('does not wait when all senders are there, when nobody else sends, or when commits are fast', () => {
  const alone = inTurn(3);
  alone.committed(1, 0, 3);

  expect(inTurn(3).waitMs(2)).toBe(0);
  expect(alone.waitMs(1)).toBe(0);
  expect(inTurn(0.3).waitMs(1)).toBe(0);
});

it('does not wait for a while after a wait in vain', () => {
  const pace = inTurn(3);
  pace.waited(1);
  const waits = Array.from({ length: 9 }, () => pace.waitMs(1));

  expect(waits.slice(0, 8)).toEqual(Array(8).fill(0));
  expect(waits[8]).toBeGreaterThan(0);
});
