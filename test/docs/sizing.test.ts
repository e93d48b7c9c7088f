import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { shardsOfDay } from '../../functions/dynamodb/index-keys.ts';
import { MAX_REQUEST_UNITS } from '../../infra/constructs/audit-table.ts';
import { money } from '../../infra/cost/cost-output.ts';
import { PRICES, usdOf } from '../../infra/cost/prices.ts';
import { DEFAULT_DURATION_MS } from '../../infra/cost/workload.ts';
import { readDocument } from '../support/markdown.ts';
import { fullestPartition } from './sizing/hot-day.ts';
import { LIMITS } from './sizing/limits.ts';
import { sizingTables } from './sizing/tables.ts';

const page = readDocument('docs/sizing.md');

it.each([...sizingTables()])('has the computed table of "%s", which `npm run sizing` writes', (heading, table) => {
  const below = page.lines.slice(page.lines.indexOf(`## ${heading}`));
  const from = below.findIndex((line) => line.startsWith('|'));

  expect(page.headings.map(({ text }) => text)).toContain(heading);
  expect(below.slice(from, from + table.length)).toEqual(table);
  expect(below[from + table.length]).toBe('');
});

it('has no figure that is not a number', () => {
  expect([...sizingTables().values()].flat().filter((line) => /NaN|Infinity|undefined/.test(line))).toEqual([]);
});

it('says what money its sentences are about', () => {
  const text = page.lines.join(' ');
  const aMillion = (price: 'lambdaGBSecond' | 'readyLambdaGBSecond') =>
    usdOf(price, (1e6 * DEFAULT_DURATION_MS) / 1_000);
  const anHour = usdOf('writeUnit', MAX_REQUEST_UNITS * 3_600);

  expect(text).toContain(`saves ${money(aMillion('lambdaGBSecond') - aMillion('readyLambdaGBSecond'))} a million`);
  expect(text).toContain(`at most ${money(anHour)} an hour`);
  const [running, ready] = [PRICES.lambdaGBSecond, PRICES.readyLambdaGBSecond].map(({ tiers: [tier] }) =>
    tier?.usd.toFixed(10),
  );
  expect(text).toContain(`$${ready} instead of $${running} for a GB-second`);
});

it('takes the limits of events from its table of regions', () => {
  const rates = (page.rows.get('Events') ?? []).map(([, rate = '']) => Number(rate.replace(',', '')));
  const events = LIMITS.find(({ name }) => name === 'EventBridge')?.directly;
  expect(events).toEqual([Math.min(...rates), Math.max(...rates)]);
});

it('knows the fullest partition of a day', () => {
  const maxima = (partitions: number) =>
    Array.from({ length: 1_000 }, (_, day) => {
      const places = shardsOfDay(`day ${day}`).map((key) => hash('sha256', key, 'buffer').readUInt32BE() % partitions);
      return Math.max(
        ...Map.groupBy(places, (place) => place)
          .values()
          .map(({ length }) => length),
      );
    }).sort((one, other) => one - other);

  for (const partitions of [1, 4, 10, 20]) {
    const sorted = maxima(partitions);
    expect(fullestPartition(partitions, 0.5), `half of the days, ${partitions}`).toBe(sorted[500]);
    expect(fullestPartition(partitions, 0.1), `one day in ten, ${partitions}`).toBe(sorted[900]);
  }
});
