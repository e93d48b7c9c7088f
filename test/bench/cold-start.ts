import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Call, proxyEventOf } from '../support/proxy-event.ts';
import { type Contender, median } from './contender.ts';

const STARTS = 15;
const RUNNER = join(import.meta.dirname, 'cold-runner.mjs');

/** Milliseconds from the start of loading a bundle. */
interface ColdStart {
  readonly load: number;
  /** Loaded, and the first callback answered. */
  readonly answer: number;
}

interface ColdTiming extends ColdStart {
  readonly name: string;
  /** Median of the pairs' ratios to the floor. */
  readonly loadRatio: number;
  readonly answerRatio: number;
}

/** Starts each in turn in a new process, so that whatever else the machine does meets all of them. */
export function startInTurn(contenders: readonly Contender[], floor: Contender, call: Call): ColdTiming[] {
  const rounds = Array.from({ length: STARTS }, () => contenders.map(({ file }) => startOnce(file, call)));
  const floorAt = contenders.indexOf(floor);
  return contenders.map(({ name }, at) => {
    const of = (what: keyof ColdStart) => median(rounds.map((round) => (round[at] as ColdStart)[what]));
    const ratio = (what: keyof ColdStart) =>
      median(rounds.map((round) => (round[at] as ColdStart)[what] / (round[floorAt] as ColdStart)[what]));
    return { name, load: of('load'), answer: of('answer'), loadRatio: ratio('load'), answerRatio: ratio('answer') };
  });
}

function startOnce(file: string, call: Call): ColdStart {
  const output = execFileSync(process.execPath, [RUNNER, file, JSON.stringify(proxyEventOf(call))], {
    encoding: 'utf8',
  });
  return JSON.parse(/^COLD (.*)$/m.exec(output)?.[1] ?? '');
}
