import { money } from '../../../infra/cost/cost-output.ts';
import { usdOf } from '../../../infra/cost/prices.ts';
import { DEFAULT_DURATION_MS } from '../../../infra/cost/workload.ts';
import { readDocument } from '../../support/markdown.ts';
import { markdownRows } from './rows.ts';

const MILLION = 1e6;
const MB_A_GB = 1_024;
const MS_A_SECOND = 1_000;

/** Megabytes that get one whole processor. */
const MB_A_PROCESSOR = 1_769;

/** Megabytes for which the duration of a callback is assumed. */
const ASSUMED_MB = 1_024;

const SIZES_MB = [512, ASSUMED_MB, MB_A_PROCESSOR];

/** Handlers of the bench: a recorder, and the judge that takes longest. */
const RECORDER = 'after-join-group';
const JUDGE = 'before-user-register';

/** Returns the median in a column of a table of the bench, without its quartiles. */
function measured(heading: string, handler: string, column: string): number {
  const rows = readDocument('docs/performance.md').rows.get(heading) ?? [];
  const head = readDocument('docs/performance.md').lines.find(
    (line) => line.startsWith('| handler |') && line.includes(` ${column} |`),
  );
  const index = (head ?? '')
    .slice(1, -1)
    .split('|')
    .findIndex((cell) => cell.trim() === column);
  const cell = rows.find(([name]) => name === handler)?.[index] ?? '';
  return Number(cell.replace(/ .*$/, '').replaceAll(',', ''));
}

/** Returns what a size of memory means: shares, the processor time of the bench spread over them, and the price of a million callbacks. */
export function memoryTable(): string[] {
  const coldMs = [RECORDER, JUDGE].map((handler) => measured('A cold start', handler, 'CPU ms'));
  const [warmMs = 0, judgedMs = 0] = [RECORDER, JUDGE].map(
    (handler) => measured('A callback', handler, 'CPU µs') / MS_A_SECOND,
  );
  const rows = SIZES_MB.map((size) => {
    const share = size / MB_A_PROCESSOR;
    const spread = (milliseconds: number, digits: number) => (milliseconds / share).toFixed(digits);
    // The rest of the assumed duration is the wait for DynamoDB, which memory does not shorten.
    const waitMs = DEFAULT_DURATION_MS - warmMs / (ASSUMED_MB / MB_A_PROCESSOR);
    const billedMs = Math.ceil(waitMs + warmMs / share);
    const gbSeconds = (MILLION * billedMs * size) / MB_A_GB / MS_A_SECOND;
    const usd = usdOf('lambdaRequest', MILLION) + usdOf('lambdaGBSecond', gbSeconds);
    const times = [...coldMs.map((ms) => spread(ms, 0)), spread(warmMs, 1), spread(judgedMs, 1)];
    return [size.toLocaleString('en'), share.toFixed(2), ...times, money(usd)];
  });
  return markdownRows(
    [
      '`memory`, MB',
      'of a processor',
      'cold, recorder, ms',
      'cold, judge, ms',
      'warm, recorder, ms',
      'warm, judge, ms',
      'Lambda for a million, receiving',
    ],
    rows,
  );
}
