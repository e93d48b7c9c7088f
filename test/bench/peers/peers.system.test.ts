import { type BuildOptions, buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { startBundle } from '../../support/bundle.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { basic } from '../../support/proxy-event.ts';
import { auditTable, everyItem } from '../../support/table.ts';
import { lambdaEnvironment } from '../lambda/environment.ts';
import { gatewayEventOf } from '../lambda/event.ts';

const COMMAND = 'callbackAfterJoinGroupCommand';
const JOIN = { callbackCommand: COMMAND, operationID: 'op-1', groupID: 'g-1', inviterUserID: 'u-1', joinSource: 3 };

const OPTIONS: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
};

async function start(entry: string) {
  const table = await auditTable();
  const directory = await emptyDirectory();
  buildSync({ ...OPTIONS, entryPoints: [{ in: entry, out: 'index' }], outdir: directory });
  const env = { ...lambdaEnvironment(table.endpoint), AUDIT_TABLE_NAME: table.name };
  return { table, peer: await startBundle(directory, env) };
}

describe.each([
  { name: 'middy', entry: 'test/bench/peers/middy.ts' },
  { name: 'hono', entry: 'test/bench/peers/hono.ts' },
])('$name does the work of a peer', ({ entry }) => {
  it('records a join once, and answers a repeat, too', async () => {
    const { table, peer } = await start(entry);
    const event = gatewayEventOf(COMMAND, JOIN);

    for (const _ of [1, 2])
      expect(await peer.invoke(event)).toMatchObject({
        statusCode: 200,
        body: expect.stringContaining('"actionCode":0'),
      });
    expect(await everyItem(table)).toMatchObject([{ groupID: 'g-1', userID: 'u-1', event: { joinSource: 3 } }]);
    expect(peer.lines.filter((line) => line.includes('CloudWatchMetrics'))).toHaveLength(2);
    expect(peer.lines.filter((line) => line.includes('"level":"INFO"') && line.includes('"g-1"'))).toHaveLength(2);
  });

  it('rejects a wrong token and a body without a group, and records neither', async () => {
    const { table, peer } = await start(entry);
    const event = gatewayEventOf(COMMAND, JOIN);
    const Authorization = basic('wrong');
    const multiValueHeaders = { ...event.multiValueHeaders, Authorization: [Authorization] };
    const stranger = { ...event, headers: { ...event.headers, Authorization }, multiValueHeaders };

    expect(await peer.invoke(stranger)).toMatchObject({ statusCode: 401 });
    expect(await peer.invoke(gatewayEventOf(COMMAND, { ...JOIN, groupID: '' }))).toMatchObject({ statusCode: 400 });
    expect(await everyItem(table)).toEqual([]);
  });
});
