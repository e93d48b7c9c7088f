import type { Table } from '../policy/tables.ts';
import type { Figure } from './figures.ts';
import { goalsOf } from './goals.ts';
import type { AnswerResult, Results } from './results.ts';

export function tablesOf(results: Results): Table[] {
  return [lossTable(results), ...answerTables(results)];
}

function lossTable({ losses }: Results): Table {
  return {
    title: 'Losses of an OpenIM process: 2 workers, 100 places, 3 s',
    head: ['load', 'receiver', 'way', 'lost', 'p50 ms', 'p99 ms'],
    rows: losses.map(({ load, receiver, way, lost, p50, p99 }) => [
      ...[load, receiver, way],
      ...[shown(lost, 0), shown(p50), shown(p99)],
    ]),
  };
}

/** Tables of answers, and whether they meet the goals. */
export function answerTables(results: Results): Table[] {
  return [
    {
      title: 'Answers to after callbacks',
      head: [
        ...['', 'connections', 'p50 ms', 'p99 ms', 'a second'],
        ...['p50 above a flush, ms', 'above a flush and the bare server, ms'],
      ],
      rows: [
        ['one flush', '', shown(results.flush.p50), shown(results.flush.p99), '', '', ''],
        ...results.after.map((result) => [...answerRow(result), result.cost ? shown(result.cost) : '']),
      ],
    },
    {
      title: 'Answers to before callbacks',
      head: ['', 'connections', 'p50 ms', 'p99 ms', 'a second', 'p50 above direct, ms'],
      rows: results.before.map(answerRow),
    },
    {
      title: 'Goals',
      head: ['', 'measured', ''],
      rows: goalsOf(results).map(({ goal, measured, isMet }) => [goal, measured, isMet ? 'met' : 'missed']),
    },
  ];
}

function answerRow({ what, connections, p50, p99, perSecond, extra }: AnswerResult): string[] {
  return [what, String(connections), shown(p50), shown(p99), shown(perSecond, 0), extra ? shown(extra) : ''];
}

/** Shows the median, and the least and the most of the rounds if they differ. */
export function shown({ median, least, most }: Figure, digits = 2): string {
  // JSON has null for what was not measured.
  if (!Number.isFinite(median)) return '-';
  const [middle, low, high] = [median, least, most].map((value) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return low === high ? String(middle) : `${middle} (${low}–${high})`;
}
