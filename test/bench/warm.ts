import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { type LambdaProcess, startLambda, type Timing } from './lambda/lambda-process.ts';
import { inLanes } from './lanes.ts';
import type { WarmRow } from './results.ts';

export interface WarmOptions {
  /** Processes of each contender, one after the other, because V8 does not optimise the same code in all of them. */
  readonly processes: number;
  /** Rounds of each process. */
  readonly rounds: number;
  readonly calls: number;
  /** Calls before the first round, so that V8 has optimised the code. */
  readonly warmUp: number;
}

/** Measurements of one contender. */
interface Measured {
  readonly timings: Timing[];
  calls: number;
  lines: number;
  bytes: number;
}

/** Calls each contender in turn, round by round, so that other work of the machine affects all of them. */
export async function measureWarm(contenders: readonly Contender[], options: WarmOptions): Promise<WarmRow[]> {
  const measured = new Map(contenders.map(({ name }): [string, Measured] => [name, newMeasured()]));
  for (let process = 0; process < options.processes; process += 1)
    await measureProcesses(process % 2 === 0 ? contenders : contenders.toReversed(), options, measured);
  const references = contenders.filter(({ kind }) => kind === 'floor' || kind === 'peer').map(({ name }) => name);
  const seriesOf = (what: keyof Timing) =>
    new Map([...measured].map(([name, { timings }]) => [name, timings.map((timing) => timing[what])]));
  const [wall, cpu] = [seriesOf('wallUs'), seriesOf('cpuUs')];
  return contenders.map(({ name, kind }) => {
    const { calls, lines, bytes } = measured.get(name) ?? newMeasured();
    return {
      name,
      kind,
      wallUs: compared(name, wall, references),
      cpuUs: compared(name, cpu, references),
      linesACall: lines / calls,
      loggedBytesACall: bytes / calls,
    };
  });
}

/** Measures one process of each contender. All answer equally many callbacks, because V8 optimises for thousands of callbacks. */
async function measureProcesses(
  contenders: readonly Contender[],
  { rounds, calls, warmUp }: WarmOptions,
  measured: ReadonlyMap<string, Measured>,
): Promise<void> {
  const started = new Map<string, LambdaProcess>();
  await inLanes(contenders, async (contender) => {
    const lambda = await startLambda(contender);
    started.set(contender.name, lambda);
    await lambda.time(contender.event, warmUp);
  });
  for (let round = 0; round < rounds; round += 1)
    for (const { name, event } of contenders) {
      const timing = await started.get(name)?.time(event, calls);
      if (timing) measured.get(name)?.timings.push(timing);
    }
  for (const [name, { stop, output }] of started) {
    await stop();
    const all = measured.get(name);
    if (!all) continue;
    all.calls += output.calls;
    all.lines += output.lines;
    all.bytes += output.bytes;
  }
}

function newMeasured(): Measured {
  return { timings: [], calls: 0, lines: 0, bytes: 0 };
}
