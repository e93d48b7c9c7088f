import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import { METRICS_NAMESPACE } from '../../functions/callback/metrics.ts';
import { functionMetric } from '../../infra/constructs/metric.ts';
import { bodyOf } from '../support/bodies.ts';
import { bundleOf, startBundle } from '../support/bundle.ts';
import { call, loadFunctions } from '../support/call.ts';
import { functionEnvironment } from '../support/environment.ts';
import { post } from '../support/http.ts';
import { emptyDirectory, startReceiver } from '../support/processes.ts';
import { insertsOf, isRecord } from '../support/stream.ts';
import { auditTable, everyItem } from '../support/table.ts';

const JOIN = 'callbackAfterJoinGroupCommand';
const BODY = { ...bodyOf('after-join-group'), newField: 'its secret value' };

it('logs and counts a new field once in Lambda, and nothing of its value', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  for (const requestID of ['r-1', 'r-2', 'r-3'])
    await call(functions, 'after-join-group', { body: { ...BODY, groupID: requestID }, requestID });
  const { invoke, lines } = await startBundle(await bundleOf('derive'), functionEnvironment(table.endpoint));

  // The bundle takes events of any kind.
  const batch: unknown = insertsOf((await everyItem(table)).filter(isRecord));
  await invoke(batch as APIGatewayProxyEvent);
  await invoke(batch as APIGatewayProxyEvent);

  const printed = () => lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  await vi.waitFor(() => expect(printed()).toHaveLength(2));
  const log = printed().find(({ level }) => level);
  const metric = printed().find(({ _aws }) => _aws);
  expect(log).toMatchObject({
    ...{ level: 'WARN', message: 'callback differs from all known versions', command: JOIN, kind: 'unknown field' },
    ...{ field: 'newField', found: 'string', looksLike: 'v3.5.1 to main of July 2026', id: expect.any(String) },
  });
  const { namespace, dimensions } = functionMetric(METRICS_NAMESPACE, 'WireDrift');
  expect(metric).toMatchObject({ ...dimensions, WireDrift: 1 });
  expect(metric._aws.CloudWatchMetrics).toMatchObject([{ Namespace: namespace, Dimensions: [['service']] }]);
  expect(lines.join('\n')).not.toContain('secret value');
});

it('prints a line of npm start once, after the answer', async () => {
  const receiver = await startReceiver({ DATA_DIR: await emptyDirectory() });

  for (const groupID of ['g-1', 'g-2', 'g-3'])
    expect((await post(`${receiver.address}/${JOIN}`, JSON.stringify({ ...BODY, groupID }))).answer.errCode).toBe(0);
  await post(`${receiver.address}/${JOIN}`, JSON.stringify({ ...bodyOf('after-join-group'), other: 1 }));

  await vi.waitFor(() => expect(receiver.output.stdout).toContain('does not know: other of AfterJoinGroup, record '));
  expect(receiver.output.stdout.match(/.*newField.*/g)).toEqual([
    expect.stringMatching(
      /^OpenIM sent a field .*: newField of AfterJoinGroup, record \w{32}\. The body looks like OpenIM v3\.5\.1 to main of July 2026\. See docs\/openim\.md#drift$/,
    ),
  ]);
  expect(receiver.output.stdout).not.toContain('secret value');
});
