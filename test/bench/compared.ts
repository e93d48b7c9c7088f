import { type Figure, figureOf, ratioOf } from './figures.ts';

/** A figure, and its ratio to others of the same run. */
export interface Compared extends Figure {
  /** Ratios round by round, by the name of the floor or peer. */
  readonly ratios: Readonly<Record<string, Figure>>;
}

/** Values of one quantity, by contender, one a round. */
export type Series = ReadonlyMap<string, readonly number[]>;

/**
 * @param references names of floors and peers
 * @param instead values that take the place of those of a reference, because they were measured with the same body
 */
export function compared(
  name: string,
  series: Series,
  references: readonly string[],
  instead: Readonly<Record<string, readonly number[]>> = {},
): Compared {
  const own = series.get(name) ?? [];
  const ratios = references
    .filter((reference) => reference !== name)
    .map((reference) => [reference, ratioOf(own, instead[reference] ?? series.get(reference) ?? [])] as const);
  return { ...figureOf(own), ratios: Object.fromEntries(ratios) };
}
