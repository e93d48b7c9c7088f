import { PRICES, type Price, type PriceName, usdOf } from './prices.ts';

/** `event`: for each callback. `kept`: for what is stored, which grows. `fixed`: each month, however few callbacks come. */
export type Part = 'event' | 'kept' | 'fixed';

/** Units of one price that a line needs in a month. */
export interface Quantity {
  readonly price: PriceName;
  readonly units: number;
}

/** One line of an estimate, before it is priced. */
export interface CostLine {
  readonly part: Part;
  readonly name: string;
  readonly quantities: readonly Quantity[];
}

export interface PricedLine extends CostLine {
  /** USD a month by list prices. */
  readonly usd: number;
  /** The same after the free units of an account that nothing else uses. */
  readonly usdAfterFree: number;
}

/** Prices lines. Lines share the tiers and the free units of a price in their order. */
export function priced(lines: readonly CostLine[]): PricedLine[] {
  const used = new Map<PriceName, number>();
  const freeOf = (price: PriceName) => (PRICES[price] as Price).free ?? 0;
  return lines.map((line) => {
    let usd = 0;
    let usdAfterFree = 0;
    for (const { price, units } of line.quantities) {
      const before = used.get(price) ?? 0;
      used.set(price, before + units);
      const paid = (total: number) => usdOf(price, Math.max(0, total - freeOf(price)));
      usd += usdOf(price, before + units) - usdOf(price, before);
      usdAfterFree += paid(before + units) - paid(before);
    }
    return { ...line, usd, usdAfterFree };
  });
}

export function totalOf(lines: readonly PricedLine[], part?: Part): number {
  return lines.reduce((sum, line) => sum + (part === undefined || line.part === part ? line.usd : 0), 0);
}
