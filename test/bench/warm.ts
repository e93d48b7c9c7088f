import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { type LambdaProcess, startLambda, type Timing } from './lambda/lambda-process.ts';
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
}

/** What was measured of one contender. */
interface Measured {
  readonly timings: Timing[];
  /** Of the floor with the same body, for our functions. */
  readonly floors: Timing[];
  calls: number;
  lines: number;
  bytes: number;
}

/**
 * Calls each in turn, round by round, so that whatever else the machine does meets all of them. After each of our functions, the
 * floor is called with the same body.
 */
export async function measureWarm(contenders: readonly Contender[], options: WarmOptions): Promise<WarmRow[]> {
  const measured = new Map(contenders.map(({ name }) => [name, newMeasured()]));
  const measuredOf = (name: string) => measured.get(name) ?? newMeasured();
  for (let process = 0; process < options.processes; process += 1)
    await measureProcesses(process % 2 === 0 ? contenders : contenders.toReversed(), options, measuredOf);
  const references = contenders.filter((each) => !isOwn(each)).map(({ name }) => name);
  const seriesOf = (what: keyof Timing) =>
    new Map([...measured].map(([name, { timings }]) => [name, timings.map((timing) => timing[what])]));
  const [wall, cpu] = [seriesOf('wallUs'), seriesOf('cpuUs')];
  return contenders.map((contender) => {
    const { name, kind } = contender;
    const { floors, calls, lines, bytes } = measuredOf(name);
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

/** Measures one process of each. */
async function measureProcesses(
  contenders: readonly Contender[],
  { rounds, calls, warmUp }: WarmOptions,
  measuredOf: (name: string) => Measured,
): Promise<void> {
  const started = new Map<string, LambdaProcess>();
  for (const contender of contenders) started.set(contender.name, await startLambda(contender));
  const processOf = (name: string) => started.get(name) as LambdaProcess;
  for (const contender of contenders) {
    await processOf(contender.name).time(contender.event, warmUp);
    if (isOwn(contender)) await processOf(FLOOR).time(contender.event, calls);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const { timings, floors } = measuredOf(contender.name);
      timings.push(await processOf(contender.name).time(contender.event, calls));
      if (isOwn(contender)) floors.push(await processOf(FLOOR).time(contender.event, calls));
    }
  }
  for (const [name, { stop, output }] of started) {
    await stop();
    const measured = measuredOf(name);
    measured.calls += output.calls;
    measured.lines += output.lines;
    measured.bytes += output.bytes;
  }
}

function newMeasured(): Measured {
  return { timings: [], floors: [], calls: 0, lines: 0, bytes: 0 };
}

function isOwn({ kind }: Contender): boolean {
  return kind === 'recorder' || kind === 'judge';
}
