import type { Compared } from '../compared.ts';
import type { Goal } from '../goals.ts';
import type { Section } from '../results.ts';

/** Returns the cell `goal` of a row: each goal of it, and whether it is met. The row of a peer says in how many columns we are ahead. */
export function goalCell(goals: readonly Goal[], section: Section, name: string): string {
  const found = goals
    .filter((goal) => goal.section === section)
    .flatMap(({ rows, ...goal }) => rows.filter((row) => row.name === name).map(({ isMet }) => ({ ...goal, isMet })));
  const compared = found.filter(({ goal }) => goal.startsWith('ahead'));
  const ahead = compared.filter(({ isMet }) => isMet).length;
  return [
    ...found
      .filter(({ goal }) => !goal.startsWith('ahead'))
      .map(({ limit, unit, isMet }) => `${limitText(limit, unit)} ${isMet ? 'met' : 'missed'}`),
    ...(compared.length > 0 ? [`receiver ahead in ${ahead} of ${compared.length}`] : []),
  ].join(', ');
}

function limitText(limit: number, unit: Goal['unit']): string {
  return unit === 'bytes' ? `≤ ${limit / 1_000} kB` : `≤ ${limit}${unit === 'ms' ? ' ms' : ` ${unit}`}`;
}

/** Returns the median ratio to a floor, or nothing for the floor itself. */
export function ratioCell({ ratios }: Compared, name: string): string {
  return ratios[name]?.median.toFixed(2) ?? '';
}

/** Returns the median ratio to the peer that is best in this column. */
export function bestPeerCell({ ratios }: Compared): string {
  const peers = Object.entries(ratios).filter(([name]) => name.startsWith('peer'));
  return peers.length === 0 ? '' : Math.max(...peers.map(([, { median }]) => median)).toFixed(2);
}

export function wholeNumber(value: number): string {
  return Math.round(value).toLocaleString('en');
}
