import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { compared } from './compared.ts';
import type { Contender } from './contender.ts';
import { CONTEXT, NODE_OPTIONS } from './lambda/environment.ts';
import type { ColdRow } from './results.ts';

const RUNNER = join(import.meta.dirname, 'lambda/cold.mjs');

export interface ColdStart {
  /** From the start of loading the bundle until it is loaded. */
  readonly loadMs: number;
  /** From the start of loading until the first answer. */
  readonly firstMs: number;
  /** CPU time until the first answer. */
  readonly cpuMs: number;
  /** Time of each request, the first without loading. */
  readonly answersMs: readonly number[];
  /** Bytes of the files that CommonJS has read. */
  readonly requiredBytes: number;
}

/** Starts each in turn in a new process, so that whatever else the machine does meets all of them. */
export async function measureCold(contenders: readonly Contender[], rounds: number): Promise<ColdRow[]> {
  const starts = new Map(contenders.map(({ name }) => [name, [] as ColdStart[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) starts.get(contender.name)?.push(await startCold(contender));
  const references = contenders.filter(({ kind }) => kind === 'floor' || kind === 'peer').map(({ name }) => name);
  const seriesOf = (what: 'loadMs' | 'firstMs' | 'cpuMs') =>
    new Map([...starts].map(([name, all]) => [name, all.map((start) => start[what])]));
  const [load, first, cpu] = [seriesOf('loadMs'), seriesOf('firstMs'), seriesOf('cpuMs')];
  return contenders.map(({ name, kind }) => ({
    name,
    kind,
    loadMs: compared(name, load, references),
    firstMs: compared(name, first, references),
    cpuMs: compared(name, cpu, references),
  }));
}

/** Loads a bundle in a new process with Lambda's variables, and sends it requests one after the other. */
export async function startCold({ name, bundle, event, env }: Contender, requests = 1): Promise<ColdStart> {
  const order = JSON.stringify({ file: bundle.file, event, context: CONTEXT, requests });
  const child = spawn(process.execPath, [...NODE_OPTIONS, RUNNER, order], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  child.stdout?.resume();
  const result = await text(child.stdio[3] as Readable);
  if (result === '') throw new Error(`${name} has not answered`);
  return JSON.parse(result);
}
