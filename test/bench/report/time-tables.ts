import { type Figure, shown } from '../figures.ts';
import type { Goal } from '../goals.ts';
import { FLOOR, LIMIT, LOGGING_FLOOR } from '../names.ts';
import type { Table } from '../policy/tables.ts';
import type { Results } from '../results.ts';
import { STEPS } from '../steps/step.ts';
import { bestPeerCell, goalCell, ratioCell } from './cells.ts';

/** Tables of cold starts, warm callbacks, their steps and their allocation. */
export function timeTables(results: Results, goals: readonly Goal[]): Table[] {
  const tables = [coldTable(results, goals), warmTable(results, goals), stepsTable(results), heapTable(results, goals)];
  return tables.filter(({ rows }) => rows.length > 0);
}

function coldTable({ cold = [] }: Results, goals: readonly Goal[]): Table {
  return {
    title: 'A cold start',
    head: [
      'handler',
      'load ms',
      'first answer ms',
      '× floor',
      '× best peer',
      'CPU ms',
      '× floor',
      '× best peer',
      'goal',
    ],
    rows: cold.map(({ name, loadMs, firstMs, cpuMs }) => [
      ...[name, shown(loadMs, 1), shown(firstMs, 1), ratioCell(firstMs, FLOOR), bestPeerCell(firstMs)],
      ...[shown(cpuMs, 1), ratioCell(cpuMs, FLOOR), bestPeerCell(cpuMs), goalCell(goals, 'cold', name)],
    ]),
  };
}

function warmTable({ warm = [] }: Results, goals: readonly Goal[]): Table {
  return {
    title: 'A callback',
    head: ['handler', 'time µs', 'CPU µs', '× floor', '× logging floor', '× limit', '× best peer', 'lines', 'goal'],
    rows: warm.map(({ name, wallUs, cpuUs, linesACall }) => [
      ...[name, shown(wallUs, 0), shown(cpuUs, 0), ratioCell(cpuUs, FLOOR), ratioCell(cpuUs, LOGGING_FLOOR)],
      ...[ratioCell(cpuUs, LIMIT), bestPeerCell(cpuUs), linesACall.toFixed(1), goalCell(goals, 'warm', name)],
    ]),
  };
}

function stepsTable({ steps = [] }: Results): Table {
  const names = STEPS.filter((name) => steps.some((row) => row.steps.some(({ step }) => step === name)));
  const cell = (figure: Figure | undefined) => (figure ? shown(figure, 0) : '');
  return {
    title: 'CPU time of a callback by step, µs',
    head: ['step', ...steps.flatMap(({ name }) => [name, '%'])],
    rows: names.map((name) => [
      name,
      ...steps.flatMap((row) => {
        const found = row.steps.find(({ step }) => step === name);
        return [cell(found?.cpuUs), found ? (found.share.median * 100).toFixed(0) : ''];
      }),
    ]),
  };
}

function heapTable({ allocation = [] }: Results, goals: readonly Goal[]): Table {
  const kilobytes = ({ median, lower, upper }: Figure) =>
    shown({ median: median / 1_000, lower: lower / 1_000, upper: upper / 1_000 }, 1);
  return {
    title: 'Allocation of a callback',
    head: ['handler', 'heap kB', '× floor', '× limit', '× best peer', 'buffers kB', 'goal'],
    rows: allocation.map(({ name, heapBytes, bufferBytes }) => [
      ...[name, kilobytes(heapBytes), ratioCell(heapBytes, FLOOR), ratioCell(heapBytes, LIMIT)],
      ...[bestPeerCell(heapBytes), kilobytes(bufferBytes), goalCell(goals, 'allocation', name)],
    ]),
  };
}
