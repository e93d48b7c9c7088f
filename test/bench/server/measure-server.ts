import { callbackNamed, commandOf } from '../../../functions/openim/catalogue.ts';
import { bodyOf } from '../../support/bodies.ts';
import { figureOf, ratioOf } from '../figures.ts';
import { JOIN } from '../names.ts';
import { type Answers, measureAnswers } from '../relay/answers.ts';
import type { ServerRow } from '../results.ts';
import { type BenchServer, startServer } from './start-server.ts';

/** OpenIM has 2 workers. 50 show what several OpenIM processes get. */
const CONNECTIONS = [1, 2, 50];

export const SERVER = 'npm start';
export const SERVER_FLOOR = 'floor: bare server, same table';

interface Measured extends Answers {
  readonly cpuUs: number;
}

/** Sends callbacks to `npm start` and its floor in turn, each on some connections as fast as it answers. */
export async function measureServer(directory: string, rounds: number, milliseconds: number): Promise<ServerRow[]> {
  const servers = [
    { name: SERVER, server: await startServer('infra/local/start.ts', directory) },
    { name: SERVER_FLOOR, server: await startServer('test/bench/server/floor-server.ts', directory) },
  ];
  const cases = CONNECTIONS.flatMap((connections) => servers.map((each) => ({ ...each, connections })));
  const measured = new Map(cases.map((each) => [each, [] as Measured[]]));
  for (const each of cases) await measureOnce(each.server, each.connections, milliseconds);
  for (let round = 0; round < rounds; round += 1)
    for (const [{ server, connections }, all] of measured)
      all.push(await measureOnce(server, connections, milliseconds));
  for (const { server } of servers) await server.stop();
  return [...measured].map(([{ name, connections }, all]) => {
    const of = (what: keyof Measured) => figureOf(all.map((each) => each[what]));
    const floor = [...measured].find(([each]) => each.name === SERVER_FLOOR && each.connections === connections);
    const rates = (list: readonly Measured[] = []) => list.map(({ perSecond }) => perSecond);
    const row = { name, connections, perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
    return { ...row, cpuUs: of('cpuUs'), floorRatio: ratioOf(rates(all), rates(floor?.[1])) };
  });
}

let sequence = 0;

async function measureOnce(server: BenchServer, connections: number, milliseconds: number): Promise<Measured> {
  const bodyOfNext = () => JSON.stringify({ ...bodyOf(JOIN), operationID: String(++sequence) });
  const [from, cpuBefore] = [sequence, await server.cpuUs()];
  const path = commandOf(callbackNamed(JOIN));
  const answers = await measureAnswers(server.port, path, connections, milliseconds, bodyOfNext);
  return { ...answers, cpuUs: ((await server.cpuUs()) - cpuBefore) / (sequence - from) };
}
