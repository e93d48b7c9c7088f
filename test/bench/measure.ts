import { measureAllocation } from './allocation.ts';
import { measureBundles } from './bundles/measure-bundles.ts';
import { measureCold } from './cold.ts';
import type { Contender } from './contender.ts';
import { makeContenders } from './contenders.ts';
import { measureJudge } from './judge/measure-judge.ts';
import { describeMachine } from './machine.ts';
import { FLOOR, JOIN, JUDGE } from './names.ts';
import { type Results, SECTIONS, type Section } from './results.ts';
import { measureServer } from './server/measure-server.ts';
import { measureSteps } from './steps/measure-steps.ts';
import { startStub } from './stub/start-stub.ts';
import { measureUnits } from './units.ts';
import { measureWarm } from './warm.ts';

/** Rounds, calls and times of each section. */
const FULL = {
  cold: 9,
  // V8 compiles most of what a callback runs within the first 2,200 calls.
  warm: { processes: 2, rounds: 4, calls: 120, warmUp: 2_200, settle: 30 },
  steps: { rounds: 3, calls: 400, warmUp: 1_200 },
  allocation: { rounds: 4, calls: 60, warmUp: 300 },
  server: { rounds: 4, milliseconds: 700 },
  judge: 4,
};

export type Effort = typeof FULL;

const QUICK: Effort = {
  cold: 3,
  warm: { processes: 1, rounds: 3, calls: 50, warmUp: 300, settle: 10 },
  steps: { rounds: 1, calls: 300, warmUp: 300 },
  allocation: { rounds: 1, calls: 50, warmUp: 200 },
  server: { rounds: 1, milliseconds: 300 },
  judge: 1,
};

export const EFFORTS = { full: FULL, quick: QUICK } as const;

interface Given {
  readonly endpoint: string;
  readonly directory: string;
  readonly effort: Effort;
  readonly contenders: readonly Contender[];
}

const MEASURES = {
  bundles: ({ contenders }) => measureBundles(contenders),
  cold: ({ contenders, effort }) => measureCold(contenders, effort.cold),
  warm: ({ contenders, effort }) => measureWarm(contenders, effort.warm),
  steps: ({ contenders, effort }) => measureSteps(named(contenders, JOIN, JUDGE, FLOOR), effort.steps),
  allocation: ({ contenders, effort }) => measureAllocation(contenders, effort.allocation),
  server: ({ directory, effort }) => measureServer(directory, effort.server.rounds, effort.server.milliseconds),
  units: () => measureUnits(),
  judge: ({ endpoint, directory, effort }) => measureJudge(endpoint, directory, effort.judge),
} satisfies { [Name in Section]: (given: Given) => Promise<NonNullable<Results[Name]>> };

/** @param directory for bundles and data */
export async function measureAll(
  directory: string,
  effort: Effort,
  sections: readonly Section[] = SECTIONS,
): Promise<Results> {
  const machine = describeMachine();
  const stub = await startStub();
  try {
    console.error('bundling');
    const contenders = makeContenders(stub.endpoint, directory);
    const given = { endpoint: stub.endpoint, directory, effort, contenders };
    const measured: [Section, unknown][] = [];
    for (const section of sections) {
      console.error(`measuring ${section}`);
      measured.push([section, await MEASURES[section](given)]);
    }
    return { machine: machine(), ...Object.fromEntries(measured) };
  } finally {
    await stub.stop();
  }
}

function named(contenders: readonly Contender[], ...names: readonly string[]): Contender[] {
  return names.flatMap((wanted) => contenders.find(({ name }) => name === wanted) ?? []);
}
