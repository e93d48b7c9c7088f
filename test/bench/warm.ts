import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { type LambdaProcess, startLambda, type Timing } from './lambda/lambda-process.ts';
import { FLOOR } from './names.ts';
import type { WarmRow } from './results.ts';

export interface WarmOptions {
  readonly rounds: number;
  readonly calls: number;
  /** Calls before the first round, so that V8 has optimised the code. */
  readonly warmUp: number;
}

/**
 * Calls each in turn, round by round, so that whatever else the machine does meets all of them. After each of our functions, the
 * floor is called with the same body.
 */
export async function measureWarm(
  contenders: readonly Contender[],
  { rounds, calls, warmUp }: WarmOptions,
): Promise<WarmRow[]> {
  const started = new Map<string, LambdaProcess>();
  for (const contender of contenders) started.set(contender.name, await startLambda(contender));
  const processOf = (name: string) => started.get(name) as LambdaProcess;
  const isOwn = ({ kind }: Contender) => kind === 'recorder' || kind === 'judge';
  const timings = new Map(contenders.map(({ name }) => [name, [] as Timing[]]));
  const floors = new Map(contenders.filter(isOwn).map(({ name }) => [name, [] as Timing[]]));
  for (const { name, event } of contenders) {
    await processOf(name).time(event, warmUp);
    if (floors.has(name)) await processOf(FLOOR).time(event, calls);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, event } of contenders) {
      timings.get(name)?.push(await processOf(name).time(event, calls));
      floors.get(name)?.push(await processOf(FLOOR).time(event, calls));
    }
  }
  for (const { stop } of started.values()) await stop();
  const references = contenders.filter((each) => !isOwn(each)).map(({ name }) => name);
  const seriesOf = (what: keyof Timing) =>
    new Map([...timings].map(([name, all]) => [name, all.map((timing) => timing[what])]));
  const [wall, cpu] = [seriesOf('wallUs'), seriesOf('cpuUs')];
  return contenders.map(({ name, kind }) => {
    const sameBody = (what: keyof Timing) => {
      const floor = floors.get(name)?.map((timing) => timing[what]);
      return floor ? { [FLOOR]: floor } : {};
    };
    const { calls, lines, bytes } = processOf(name).output;
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
