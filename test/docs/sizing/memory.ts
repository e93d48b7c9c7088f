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

const REPORT = 'docs/performance.md';

/** Recorder of the bench. */
const RECORDER = 'after-join-group';

/**
 * Returns the medians in a column of a table of the bench, without their quartiles, by handler.
 *
 * @throws {Error} when the bench has another form
 */
function measured(heading: string, column: string): ReadonlyMap<string, number> {
  const { lines, rows } = readDocument(REPORT);
  const head = lines.slice(lines.indexOf(`### ${heading}`)).find((line) => line.startsWith('|')) ?? '';
  const index = head.slice(2, -2).split(' | ').indexOf(column);
  const medians = (rows.get(heading) ?? []).map((cells): [string, number] => {
    const [, median = ''] = /^([\d.,]+)/.exec(cells[index] ?? '') ?? [];
    return [cells[0] ?? '', Number(median.replaceAll(',', ''))];
  });
  if (index < 0 || !medians.some(([handler]) => handler === RECORDER))
    throw new Error(`${REPORT} has no column "${column}" of ${RECORDER} below "${heading}"`);
  return new Map(medians);
}

/** Returns the time of the recorder, and that of the slowest function that judges. */
function recorderAndJudge(heading: string, column: string): [number, number] {
  const medians = measured(heading, column);
  const ofJudges = [...medians].filter(([handler]) => handler.startsWith('before-')).map(([, median]) => median);
  return [medians.get(RECORDER) ?? Number.NaN, Math.max(...ofJudges)];
}

/** Returns what a size of memory means: shares, the processor time of the bench spread over them, and the price of a million callbacks. */
export function memoryTable(): string[] {
  const coldMs = recorderAndJudge('A cold start', 'CPU ms');
  const [warmMs, judgedMs] = recorderAndJudge('A callback', 'CPU µs').map((us) => us / MS_A_SECOND) as [number, number];
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
