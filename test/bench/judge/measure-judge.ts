import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ColdStart, startCold } from '../cold.ts';
import { ownContender } from '../contenders.ts';
import { figureOf, ratioOf } from '../figures.ts';
import { JUDGE } from '../names.ts';
import type { JudgeRow } from '../results.ts';
import { JUDGE_TERMS } from '../stub/policies.ts';
import type { JudgeTiming } from './time-judge.ts';

const FEWEST = 10;
const REQUESTS = 30;

/** Times the judge in processes of its own, and the requests of a cold start with each number of terms. */
export async function measureJudge(endpoint: string, directory: string, rounds: number): Promise<JudgeRow[]> {
  const cases = JUDGE_TERMS.map((terms) => {
    const contender = ownContender(JUDGE, endpoint, join(directory, `judge-${terms}`), terms);
    return { terms, contender, timings: [] as JudgeTiming[], starts: [] as ColdStart[] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { terms, contender, timings, starts } of cases) {
      timings.push(await timingOf(terms));
      starts.push(await startCold(contender, REQUESTS));
    }
  }
  const fewest = cases.find(({ terms }) => terms === FEWEST)?.starts.map(longestMs) ?? [];
  return cases.map(({ terms, timings, starts }) => {
    const of = (what: keyof JudgeTiming) => timings.map((timing) => timing[what]);
    return {
      terms,
      readyMs: figureOf(of('readyMs')),
      readyCpuMs: figureOf(of('readyCpuMs')),
      wallUs: figureOf(of('wallUs')),
      cpuUs: figureOf(of('cpuUs')),
      floorRatio: ratioOf(of('cpuUs'), of('floorCpuUs')),
      firstMs: figureOf(starts.map(({ firstMs }) => firstMs)),
      longestMs: figureOf(starts.map(longestMs)),
      waitMs: figureOf(starts.map((start, round) => longestMs(start) - (fewest[round] ?? Number.NaN))),
    };
  });
}

/** Returns the longest request of a cold start. */
function longestMs({ answersMs }: ColdStart): number {
  return Math.max(...answersMs);
}

async function timingOf(terms: number): Promise<JudgeTiming> {
  const file = join(import.meta.dirname, 'time-judge.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [file, String(terms)]);
  return JSON.parse(stdout);
}
