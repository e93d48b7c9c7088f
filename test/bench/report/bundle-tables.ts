import type { Goal } from '../goals.ts';
import { FLOOR, JOIN, JUDGE } from '../names.ts';
import type { Table } from '../policy/tables.ts';
import type { Results } from '../results.ts';
import { goalCell, wholeNumber } from './cells.ts';

export function bundleTables({ bundles = [] }: Results, goals: readonly Goal[]): Table[] {
  if (bundles.length === 0) return [];
  const floor = bundles.find(({ name }) => name === FLOOR)?.readBytes ?? Number.NaN;
  const shown = [JOIN, JUDGE].flatMap((wanted) => bundles.find(({ name }) => name === wanted) ?? []);
  const places = Math.max(...shown.map(({ packages }) => packages.length));
  return [
    {
      title: 'Bytes that a cold start reads',
      head: ['handler', 'bytes', 'deployed', 'code', '× floor', 'goal'],
      rows: bundles.map(({ name, readBytes, bytes, codeBytes }) => [
        ...[name, wholeNumber(readBytes), wholeNumber(bytes), wholeNumber(codeBytes)],
        ...[(readBytes / floor).toFixed(2), goalCell(goals, 'bundles', name)],
      ]),
    },
    {
      title: 'Largest packages in a bundle',
      head: ['', ...shown.flatMap(({ name }) => [name, 'bytes'])],
      rows: Array.from({ length: places }, (_, at) => [
        String(at + 1),
        ...shown.flatMap(({ packages }) => [packages[at]?.name ?? '', wholeNumber(packages[at]?.bytes ?? 0)]),
      ]),
    },
  ];
}
