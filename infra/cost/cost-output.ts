import { numeral } from '../cli/counted.ts';
import { TextTable } from '../cli/text-table.ts';
import { listed } from '../settings/environment-files.ts';
import type { StackSettings } from '../stack-settings.ts';
import type { Part, PricedLine } from './cost-line.ts';
import type { Estimate } from './estimate.ts';
import { PRICES, PRICES_DATE, PRICES_REGION, type Price } from './prices.ts';
import type { Workload } from './workload.ts';

const MILLION = 1e6;
const PARTS: Readonly<Record<Part, string>> = {
  event: 'by callback',
  kept: 'kept',
  fixed: 'fixed',
};

/** Returns USD with cents, or with more digits for less than a cent. */
export function money(usd: number): string {
  if (usd !== 0 && usd < 0.005) return `$${usd.toPrecision(1)}`;
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Returns an estimate for a person: a table by line, totals, and what stands in the way of the goal. */
export function asText(estimate: Estimate, load: Workload, width?: number): string[] {
  const { lines, totals, million, obstacles } = estimate;
  const table = new TextTable(['PART', 'LINE', 'USD A MONTH', 'USD A MILLION', 'SHARE', 'UNITS'], width);
  const { batch, events, months } = load;
  const how = load.isRelayed ? `in batches of ${batch}` : 'directly';
  const above = million.withoutBus - million.goal;
  return [
    `${numeral(events)} callbacks a month, ${how}. List prices of ${PRICES_REGION}, written down on ${PRICES_DATE}, without tax.`,
    '',
    ...table.page(lines.map((line) => cellsOf(line, events, totals.all))),
    '',
    `By callback ${money(totals.event)}, kept after ${months} months ${money(totals.kept)}, fixed ${money(totals.fixed)}: together ${money(totals.all)} a month.`,
    `After the free units of an account that nothing else uses: ${money(totals.allAfterFree)} a month.`,
    `A million callbacks: ${money(million.all)}, and without the event bus ${money(million.withoutBus)}. What is kept and fixed comes on top.`,
    above > 0
      ? `That is ${money(above)} above this project's goal of ${money(million.goal)} without the bus. These raise it, in USD a million callbacks:`
      : `That is within this project's goal of ${money(million.goal)} without the bus.`,
    ...obstacles.map(({ usd, text }) => `  ${money(usd)}  ${text}`),
  ];
}

function cellsOf({ part, name, usd, quantities }: PricedLine, events: number, all: number): string[] {
  const units = quantities.map(({ price, units: count }) => `${round(count)} × ${PRICES[price].unit}`).join(', ');
  const perMillion = part === 'event' ? money((usd / events) * MILLION) : '';
  return [PARTS[part], name, money(usd), perMillion, `${((usd / all) * 100).toFixed(1)} %`, units];
}

function round(count: number): string {
  return numeral(Number(count.toPrecision(3)));
}

/** Settings that name something with its own price, which the estimate leaves out. */
const PRICED_APART = ['key', 'webAcl', 'hostedZone', 'vpcEndpoints'] as const;

/** Returns sentences about charges that are left out, assumptions, and prices that were not compared with their source. */
export function doubts(lines: readonly PricedLine[], settings: StackSettings): string[] {
  const apart = PRICED_APART.filter((name) => [settings[name] ?? []].flat().length > 0);
  return [...(apart.length > 0 ? [`Left out: the charges of AWS for ${listed(apart)}.`] : []), ...uncertain(lines)];
}

function uncertain(lines: readonly PricedLine[]): string[] {
  const assumed =
    'Durations of functions, sizes of batches and polls are assumptions, because nothing was measured on AWS. --json has all.';
  const used = new Set(lines.flatMap(({ quantities }) => quantities.map(({ price }) => price)));
  const unread = [...used].filter((price) => (PRICES[price] as Price).readAt === 'nowhere');
  if (unread.length === 0) return [assumed];
  return [assumed, `Prices that were not compared with their source: ${unread.join(', ')}. --json has all sources.`];
}
