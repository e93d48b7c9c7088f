import { expect, it } from 'vitest';
import { limitDrift } from '../../../functions/derivation/drift-limiter.ts';
import type { RecordDrift } from '../../../functions/derivation/record-drift.ts';

const drift = (field: string, found: RecordDrift['found'] = 'string'): RecordDrift => ({
  eventID: 'e-1',
  kind: 'unknown field',
  command: 'callbackAfterJoinGroupCommand',
  field,
  found,
  known: [],
});

function limited() {
  const reported: string[] = [];
  let now = 5;
  const report = limitDrift(
    ({ field, found }) => reported.push(`${field} ${found}`),
    () => now,
  );
  const passing = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { report, reported, passing };
}

it('reports each part of a callback once, and again when an hour has passed', () => {
  const { report, reported, passing } = limited();

  for (const each of [drift('a'), drift('a'), drift('b'), drift('a', 'integer')]) report(each);
  passing(59);
  report(drift('a'));
  expect(reported).toEqual(['a string', 'b string', 'a integer']);

  passing(1);
  report(drift('a'));
  report(drift('a'));
  expect(reported).toHaveLength(4);
});

it('reports a hundred parts an hour at most', () => {
  const { report, reported, passing } = limited();
  const flood = () => {
    for (let index = 0; index < 10_000; index += 1) report(drift(`f${index}`));
  };

  flood();
  expect(reported).toHaveLength(100);
  passing(60);
  flood();
  expect(reported).toHaveLength(200);
});
