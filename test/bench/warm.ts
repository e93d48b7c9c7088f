import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { type LambdaProcess, startLambda, type Timing } from './lambda/lambda-process.ts';
import { inLanes } from './lanes.ts';
import { FLOOR } from './names.ts';
import type { WarmRow } from './results.ts';

export interface WarmOptions {
  /** Processes of each contender, one after the other, because V8 does not optimise the same code in all of them. */
  readonly processes: number;
  /** Rounds of each process. */
  readonly rounds: number;
  readonly calls: number;
  /** Calls before the first round, so that V8 has optimised the code. */
  readonly warmUp: number;
  /** Calls before those of a round, so that the processor's caches hold this process and not the one before. */
  readonly settle: number;
}

/** Measurements of one contender. */
interface Measured {
  readonly timings: Timing[];
  /** Those of the floor with the same body, for our functions. */
  readonly floors: Timing[];
  calls: number;
  lines: number;
  bytes: number;
}

/**
 * Calls each contender in turn, round by round, so that other work of the machine affects all of them. Right after each of our functions, the
 * floor is called with the same body.
 */
export async function measureWarm(contenders: readonly Contender[], options: WarmOptions): Promise<WarmRow[]> {
  const measured = new Map(contenders.map(({ name }): [string, Measured] => [name, newMeasured()]));
  for (let process = 0; process < options.processes; process += 1)
    await measureProcesses(process % 2 === 0 ? contenders : contenders.toReversed(), options, measured);
  const references = contenders.filter(({ kind }) => kind === 'floor' || kind === 'peer').map(({ name }) => name);
  const seriesOf = (what: keyof Timing) =>
    new Map([...measured].map(([name, { timings }]) => [name, timings.map((timing) => timing[what])]));
  const [wall, cpu] = [seriesOf('wallUs'), seriesOf('cpuUs')];
  return contenders.map((contender) => {
    const { name, kind } = contender;
    const { floors, calls, lines, bytes } = measured.get(name) ?? newMeasured();
    const sameBody = (what: keyof Timing) =>
      isOwn(contender) ? { [FLOOR]: floors.map((timing) => timing[what]) } : undefined;
    return {
      name,
      kind,
      wallUs: compared(name, wall, references, sameBody('wallUs')),
      cpuUs: compared(name, cpu, references, sameBody('cpuUs')),
      linesACall: lines / calls,
      loggedBytesACall: bytes / calls,
    };
  });
}

/** Measures one process of each contender. All answer equally many callbacks before, because V8 optimises for thousands of callbacks. */
async function measureProcesses(
  contenders: readonly Contender[],
  { rounds, calls, warmUp, settle }: WarmOptions,
  measured: ReadonlyMap<string, Measured>,
): Promise<void> {
  const started = new Map<string, LambdaProcess>();
  await inLanes(contenders, async (contender) => {
    const lambda = await startLambda(contender);
    started.set(contender.name, lambda);
    await lambda.time(contender.event, warmUp);
  });
  const timeIn = async (name: string, event: Contender['event']) => {
    const lambda = started.get(name) as LambdaProcess;
    await lambda.time(event, settle);
    return lambda.time(event, calls);
  };
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) {
      const { name, event } = contender;
      const { timings, floors } = measured.get(name) ?? newMeasured();
      timings.push(await timeIn(name, event));
      if (isOwn(contender)) floors.push(await timeIn(FLOOR, event));
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
  return { timings: [], floors: [], calls: 0, lines: 0, bytes: 0 };
}

function isOwn({ kind }: Contender): boolean {
  return kind === 'recorder' || kind === 'judge';
}
