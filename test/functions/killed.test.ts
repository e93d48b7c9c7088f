import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bundle } from '../../infra/lambda/bundle.ts';
import { bodyOf } from '../support/bodies.ts';
import { functionEnvironment } from '../support/environment.ts';
import { type Fault, startFaultyWay } from '../support/faulty-way.ts';
import { verdictOf } from '../support/go.ts';
import { emptyDirectory } from '../support/processes.ts';
import { proxyEventOf } from '../support/proxy-event.ts';
import { auditTable, everyItem } from '../support/table.ts';
import { resourcesOf, synthesise } from '../support/template.ts';

const NAME = 'before-set-group-member-info';

/** A function that is killed while its write is under way, as Lambda kills one that runs out of memory or time. */
async function killedWhile(fault: Fault) {
  const table = await auditTable();
  const way = await startFaultyWay(table.endpoint);
  onTestFinished(() => way.close());
  const directory = await emptyDirectory();
  bundle(`functions/${NAME}.ts`, directory);
  await copyFile(join(import.meta.dirname, '../support/bundle-runner.mjs'), join(directory, 'runner.mjs'));
  const child = spawn(process.execPath, ['runner.mjs'], {
    cwd: directory,
    env: functionEnvironment(way.endpoint),
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  await way.break(['PutItem'], fault);
  child.stdin.write(
    `${JSON.stringify(proxyEventOf({ body: bodyOf(NAME), path: `/${bodyOf(NAME).callbackCommand}` }))}\n`,
  );
  return {
    table,
    asked: way.asked,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
      return output;
    },
  };
}

/** What API Gateway answers then: the integration failed. */
function gatewayAnswer(failureVerdict: string): string {
  const { template } = synthesise({ failureVerdict });
  const responses = Object.values(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'));
  const failure = responses.find(({ Properties }) => Properties.ResponseType === 'INTEGRATION_FAILURE');
  return failure?.Properties.ResponseTemplates['application/json'];
}

describe('a function that is killed', () => {
  it('before the write has answered nothing, and the gateway answers the verdict that is meant', async () => {
    const { table, asked, kill } = await killedWhile('hangs');
    await vi.waitFor(() => expect(asked()).toContain('PutItem'), { timeout: 10_000, interval: 10 });

    expect(await kill()).not.toContain('RESULT');
    expect(await everyItem(table)).toEqual([]);
    expect(verdictOf(gatewayAnswer('refuse'))).toBe('refuse');
    expect(verdictOf(gatewayAnswer('allow'))).toBe('go on');
  });

  it('after the write has left the event in the table, once', async () => {
    const { table, kill } = await killedWhile('is slow');
    await vi.waitFor(async () => expect(await everyItem(table)).toHaveLength(1), { timeout: 5_000, interval: 10 });

    expect(await kill()).not.toContain('RESULT');
    expect(await everyItem(table)).toMatchObject([{ body: JSON.stringify(bodyOf(NAME)) }]);
  });
});
