import { shardsOfDay } from '../../../functions/dynamodb/index-keys.ts';
import { markdownRows } from './rows.ts';
import { PARTITION_UNITS, UNITS_A_CALLBACK } from './units.ts';

/** Partitions of a new index. */
export const NEW_PARTITIONS = 4;

const PARTITIONS = [NEW_PARTITIONS, 10, 20];
const KEYS = shardsOfDay('2026-11-22').length;

/**
 * Returns the most keys of one day that some partition has, on all but a share of the days, if DynamoDB spreads keys over partitions as at
 * random: the least number for which the ways to put that many at most into each partition are the wanted part of all ways.
 */
export function fullestPartition(partitions: number, share: number): number {
  for (let most = 1; most < KEYS; most += 1) if (shareUpTo(partitions, most) >= 1 - share) return most;
  return KEYS;
}

/** Returns the chance that no partition has more than `most` keys. */
function shareUpTo(partitions: number, most: number): number {
  const inverse = Array.from({ length: KEYS + 1 }, (_, keys) => 1 / factorial(keys));
  let ways = [1, ...Array.from({ length: KEYS }, () => 0)];
  for (let partition = 0; partition < partitions; partition += 1)
    ways = ways.map((_, keys) =>
      Array.from(
        { length: Math.min(keys, most) + 1 },
        (_way, here) => (ways[keys - here] ?? 0) * (inverse[here] ?? 0),
      ).reduce((sum, part) => sum + part, 0),
    );
  return ((ways[KEYS] ?? 0) * factorial(KEYS)) / partitions ** KEYS;
}

function factorial(number: number): number {
  return number <= 1 ? 1 : number * factorial(number - 1);
}

/** Parts of the days on which some partition has more keys than on the others. */
const [BAD_DAYS, HALF] = [0.1, 0.5];

/** Returns the callbacks a second at which the fullest partition of byDay is full, at the start of a bad day and of half of the days. */
export function ratesAfterMidnight(partitions: number): readonly [number, number] {
  const rate = (keys: number) => (PARTITION_UNITS * KEYS) / keys / UNITS_A_CALLBACK.byDay;
  return [rate(fullestPartition(partitions, BAD_DAYS)), rate(fullestPartition(partitions, HALF))];
}

export function hotDayTable(): string[] {
  const rows = PARTITIONS.map((partitions) => {
    const [badRate, rate] = ratesAfterMidnight(partitions).map((each) => Math.round(each).toLocaleString('en'));
    const [keys, badKeys] = [HALF, BAD_DAYS].map((share) => String(fullestPartition(partitions, share)));
    return [String(partitions), keys ?? '', rate ?? '', badKeys ?? '', badRate ?? ''];
  });
  const head = [
    'partitions of `byDay`',
    'keys in the fullest, on half of the days',
    'callbacks a second',
    'keys, one day in ten',
  ];
  return markdownRows([...head, 'callbacks a second'], rows);
}
