/** Time for each matcher, however slow it is. */
const BUDGET_MS = 1_500;
const NAMES_A_ROUND = 50;

/** Returns the median microseconds of one name over rounds of names. */
export function timed(search: (name: string) => boolean, names: readonly string[]): number {
  const times: number[] = [];
  const endsAt = performance.now() + BUDGET_MS;
  for (let from = 0; performance.now() < endsAt; from = (from + NAMES_A_ROUND) % names.length) {
    const round = names.slice(from, from + NAMES_A_ROUND);
    const startedAt = performance.now();
    for (const name of round) search(name);
    times.push(((performance.now() - startedAt) * 1_000) / round.length);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
