import { shown } from '../figures.ts';
import type { Goal } from '../goals.ts';
import type { Table } from '../policy/tables.ts';
import type { Results, UnitsRow } from '../results.ts';
import { goalCell, wholeNumber } from './cells.ts';

export const UNITS_BY_CALLBACK = 'Write units by callback, bodies of a running server';

/** Tables of the local server, write units and the judge. */
export function storageTables({ server = [], units, judge = [] }: Results, goals: readonly Goal[]): Table[] {
  const tables: Table[] = [
    {
      title: 'Callbacks to a server on this machine',
      head: ['server', 'connections', 'a second', '× floor', 'p50 ms', 'p99 ms', 'CPU µs'],
      rows: server.map(({ name, connections, perSecond, floorRatio, p50Ms, p99Ms, cpuUs }) => [
        ...[name, String(connections), shown(perSecond, 0), floorRatio.median.toFixed(2)],
        ...[shown(p50Ms, 2), shown(p99Ms, 1), shown(cpuUs, 0)],
      ]),
    },
    unitsTable('Write units by size of the body', 'bytes', units?.bySize),
    unitsTable(UNITS_BY_CALLBACK, 'callback', units?.byCallback),
    {
      title: 'The judge',
      head: ['terms', 'ready ms', 'CPU ms', 'a name µs', 'CPU µs', '× floor', 'first answer ms', 'wait ms', 'goal'],
      rows: judge.map(({ terms, readyMs, readyCpuMs, wallUs, cpuUs, floorRatio, firstMs, waitMs }) => [
        ...[wholeNumber(terms), shown(readyMs, 1), shown(readyCpuMs, 1), shown(wallUs, 1), shown(cpuUs, 1)],
        ...[floorRatio.median.toFixed(2), shown(firstMs, 1), shown(waitMs, 1)],
        goalCell(goals, 'judge', wholeNumber(terms)),
      ]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

function unitsTable(title: string, first: string, rows: readonly UnitsRow[] = []): Table {
  return {
    title,
    head: [first, 'bodies', 'body bytes', 'body alone', 'table', 'indexes', 'together'],
    rows: rows.map(({ name, bodies, bodyBytes, floor, table, indexes, together }) => [
      ...[/^\d+$/.test(name) ? wholeNumber(Number(name)) : name, String(bodies), shown(bodyBytes, 0)],
      ...[shown(floor, 0), shown(table, 0), shown(indexes, 0), shown(together, 0)],
    ]),
  };
}
