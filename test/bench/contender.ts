import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { bundle } from '../../infra/bundle/bundle.ts';
import { type Call, proxyEventOf } from '../support/proxy-event.ts';

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

export interface Contender {
  readonly name: string;
  /** Bytes of its bundle. */
  readonly bytes: number;
  /** The bundle. */
  readonly file: string;
  readonly handler: Handler;
}

interface Timing {
  readonly name: string;
  readonly bytes: number;
  /** Median of the rounds, for one call. */
  readonly microseconds: number;
  /** Median of the rounds' ratios to the contender called floor. */
  readonly ratio: number;
}

const ROUNDS = 21;
const CALLS_A_ROUND = 100;

/** Bundles a module as Lambda would get it, and loads it. */
export async function loadContender(name: string, entry: string, directory: string): Promise<Contender> {
  const bytes = bundle(entry, join(directory, name));
  const file = join(directory, name, 'index.mjs');
  return { name, bytes, file, handler: (await import(file)).handler };
}

/** Calls each in turn, round by round, so that whatever else the machine does meets all of them. */
export async function timeInTurn(contenders: readonly Contender[], call: Call): Promise<Timing[]> {
  const rounds: number[][] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times: number[] = [];
    for (const { handler } of contenders) times.push(await timeOf(handler, call));
    rounds.push(times);
  }
  const warm = rounds.slice(1);
  const floor = contenders.findIndex(({ name }) => name === 'floor');
  return contenders.map(({ name, bytes }, index) => ({
    name,
    bytes,
    microseconds: median(warm.map((times) => times[index] as number)),
    ratio: median(warm.map((times) => (times[index] as number) / (times[floor] as number))),
  }));
}

/** Microseconds of one call, the mean of a round. */
async function timeOf(handler: Handler, call: Call): Promise<number> {
  const events = Array.from({ length: CALLS_A_ROUND }, () => proxyEventOf(call));
  const startedAt = performance.now();
  for (const event of events) {
    const { statusCode } = await handler(event, {} as Context);
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  }
  return ((performance.now() - startedAt) * 1_000) / CALLS_A_ROUND;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;
}
