import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priced } from '../../../infra/cost/cost-line.ts';
import { PRICES, PRICES_DATE, type Price, type PriceName, usdOf } from '../../../infra/cost/prices.ts';

const NAMES = Object.keys(PRICES) as PriceName[];

it('bill each tier for the units in it', () => {
  expect(usdOf('gatewayRequest', 1e6)).toBeCloseTo(3.5, 9);
  expect(usdOf('gatewayRequest', 1e9)).toBeCloseTo(333 * 3.5 + 667 * 2.8, 6);
  expect(usdOf('metric', 10_010)).toBeCloseTo(3_000 + 1, 9);
  expect(usdOf('trace', 0)).toBe(0);
});

it('never cost less for more units, nor more for each of them', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.double({ min: 1, max: 1e12, noNaN: true }), (name, units) => {
      expect(usdOf(name, units * 2)).toBeGreaterThanOrEqual(usdOf(name, units));
      expect(usdOf(name, units * 2)).toBeLessThanOrEqual(usdOf(name, units) * 2 * (1 + 1e-9));
    }),
  );
});

it.each(NAMES)('have an address of AWS, a unit, a day and tiers that rise: %s', (name) => {
  const { source, unit, tiers, free = 1 }: Price = PRICES[name];
  const limits = tiers.slice(0, -1).map(({ upTo = 0 }) => upTo);
  expect(source).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
  expect(unit).not.toBe('');
  expect(free).toBeGreaterThan(0);
  expect(limits).toEqual(limits.toSorted((a, b) => a - b));
  expect(tiers.at(-1)).not.toHaveProperty('upTo');
  expect(PRICES_DATE).toMatch(/^20\d\d-\d\d-\d\d$/);
});

it('share tiers and free units among the lines, in their order', () => {
  const line = (units: number) =>
    ({ part: 'event', name: 'a', quantities: [{ price: 'lambdaRequest', units }] }) as const;
  const [first, second, third] = priced([line(600_000), line(600_000), line(1e6)]);
  expect(first).toMatchObject({ usd: expect.closeTo(0.12, 9), usdAfterFree: 0 });
  expect(second).toMatchObject({ usd: expect.closeTo(0.12, 9), usdAfterFree: expect.closeTo(0.04, 9) });
  expect(third).toMatchObject({ usd: expect.closeTo(0.2, 9), usdAfterFree: expect.closeTo(0.2, 9) });

  const requests = (units: number) =>
    ({ part: 'event', name: 'a', quantities: [{ price: 'gatewayRequest', units }] }) as const;
  expect(priced([requests(333e6), requests(1e6)]).map(({ usd }) => usd)).toEqual([
    expect.closeTo(333 * 3.5, 6),
    expect.closeTo(2.8, 6),
  ]);
});
