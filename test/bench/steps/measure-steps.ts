import type { Contender } from '../contender.ts';
import { figureOf } from '../figures.ts';
import { startLambda } from '../lambda/lambda-process.ts';
import type { StepsRow } from '../results.ts';
import { sharesOf } from './shares.ts';
import { Sources } from './sources.ts';
import { STEPS, type Step } from './step.ts';

export interface StepsOptions {
  readonly rounds: number;
  readonly calls: number;
  readonly warmUp: number;
}

/** Divides the CPU time of a callback by the shares of its steps in a CPU profile, which is taken right after it. */
export async function measureSteps(
  contenders: readonly Contender[],
  { rounds, calls, warmUp }: StepsOptions,
): Promise<StepsRow[]> {
  const rows: StepsRow[] = [];
  for (const contender of contenders) {
    const { name, kind, event } = contender;
    const lambda = await startLambda(contender);
    const sources = new Sources();
    await lambda.time(event, warmUp);
    const measured: { readonly cpuUs: number; readonly shares: ReadonlyMap<Step, number> }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { cpuUs } = await lambda.time(event, calls);
      measured.push({ cpuUs, shares: sharesOf(await lambda.profile(event, calls), sources) });
    }
    await lambda.stop();
    const steps = STEPS.map((step) => ({
      step,
      share: figureOf(measured.map(({ shares }) => shares.get(step) ?? 0)),
      cpuUs: figureOf(measured.map(({ shares, cpuUs }) => (shares.get(step) ?? 0) * cpuUs)),
    }));
    rows.push({ name, kind, steps: steps.filter(({ share }) => share.median > 0) });
  }
  return rows;
}
