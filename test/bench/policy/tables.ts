import type { Accuracy, Share, Speed } from './measure.ts';

/** Results of one matcher by the number of its terms. */
export interface Result {
  readonly matcher: string;
  readonly accuracy: Readonly<Record<string, Accuracy>>;
  readonly speed: Readonly<Record<string, Speed>>;
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Section = 'recallByClass' | 'recallByScript' | 'falsePositivesByScript';

export function tablesOf(results: readonly Result[]): Table[] {
  const counts = Object.keys(results[0]?.accuracy ?? {});
  return [
    ...counts.map((count) =>
      byKey(results, count, 'recallByClass', `Recall by class of evasion, ${count} terms`, percent),
    ),
    ...counts.map((count) =>
      byKey(results, count, 'recallByScript', `Recall by script of the term, ${count} terms`, percent),
    ),
    ...counts.map((count) =>
      byKey(results, count, 'falsePositivesByScript', `False positives by script, ${count} terms`, exact),
    ),
    {
      title: 'Time',
      head: ['matcher', 'terms', 'load, ms of CPU', 'a name, µs'],
      rows: results.flatMap(({ matcher, speed }) =>
        Object.entries(speed).map(([count, { loadMilliseconds, microseconds }]) => [
          matcher,
          count,
          loadMilliseconds.toFixed(0),
          microseconds.toFixed(1),
        ]),
      ),
    },
  ];
}

function byKey(
  results: readonly Result[],
  count: string,
  section: Section,
  title: string,
  shown: (share: Share) => string,
): Table {
  const columns = results.map(({ accuracy }) => accuracy[count]?.[section] ?? {});
  const keys = Object.keys(columns[0] ?? {});
  const row = (key: string, shares: readonly (Share | undefined)[]) => [
    key,
    String(shares[0]?.all ?? 0),
    ...shares.map((share) => (share ? shown(share) : '')),
  ];
  return {
    title,
    head: ['', section === 'falsePositivesByScript' ? 'names' : 'evasions', ...results.map(({ matcher }) => matcher)],
    rows: [
      ...keys.map((key) =>
        row(
          key,
          columns.map((column) => column[key]),
        ),
      ),
      row('all', columns.map(total)),
    ],
  };
}

function total(shares: Readonly<Record<string, Share>>): Share {
  const sum = (of: keyof Share) => Object.values(shares).reduce((before, share) => before + share[of], 0);
  return { found: sum('found'), all: sum('all') };
}

/** Rounds down, so that only a complete recall is 100 %. */
function percent({ found, all }: Share): string {
  return `${Math.floor((found / all) * 100)} %`;
}

function exact({ found, all }: Share): string {
  return found === 0 ? '0' : `${found} (${((found / all) * 100).toFixed(2)} %)`;
}
