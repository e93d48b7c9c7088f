import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { chunksIn, chunksOf } from '../../../functions/audit/transport.ts';
import { METRICS_NAMESPACE, type MetricName } from '../../../functions/callback/metrics.ts';
import { relayHeaders } from '../../../functions/openim/relay-protocol.ts';
import { ALL_GROUPS } from '../../../functions/policy/stored-policy.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { functionMetric } from '../../../infra/constructs/metric.ts';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { createPolicyTable } from '../../../infra/local/table-definitions.ts';
import { bodyOf } from '../../support/bodies.ts';
import { bundleOf, startBundle } from '../../support/bundle.ts';
import { AS_RELAY, NOW, relayed } from '../../support/deliveries.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { startFaultyServer } from '../../support/fault-proxy.ts';
import { metricKey, metricsIn } from '../../support/lambda/read-metrics.ts';
import { documentOf } from '../../support/policy.ts';
import { printedBy } from '../../support/printed.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { AUTHENTICATED, type Call, proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

const NAME = 'before-set-group-member-info';

const SERVICE = 'openim-webhook';

/** The name under which alarms look for a metric. */
function keyOf(name: MetricName): string {
  const { namespace, dimensions } = functionMetric(METRICS_NAMESPACE, name);
  return metricKey(namespace, name, dimensions ?? {});
}

/** The logs and metrics of one call of a function that judges. */
function printedWith(endpoint: string, settings: Record<string, string>, what: Partial<Call> = {}) {
  return printedBy(NAME, endpoint, { body: bodyOf(NAME), ...what }, { settings });
}

it('counts under the name and dimensions that alarms look at', async () => {
  const { endpoint } = await startFaultyServer('refuses');

  const { text } = await printedWith(endpoint, { POLICY_TABLE_NAME: 'openim-policy' });

  const counted = metricsIn(text.split('\n'));
  const once = { unit: 'Count', values: [1] };
  for (const name of ['NotRecorded', 'DegradedVerdict', 'Callbacks'] as const)
    expect(counted).toMatchObject({ [keyOf(name)]: once });
  const ofCommand = { command: 'callbackBeforeSetGroupMemberInfoCommand', outcome: 'notRecorded' };
  expect(counted).toMatchObject({
    [metricKey(METRICS_NAMESPACE, 'Callbacks', { ...ofCommand, service: SERVICE })]: once,
  });
});

it('says in an error what failed and where, and nothing of the body', async () => {
  const { endpoint } = await startFaultyServer('refuses');

  const { logs, text } = await printedWith(endpoint, {});

  const error = logs.find(({ level }) => level === 'ERROR');
  expect(error).toMatchObject({ outcome: 'notRecorded', storedIn: 'log', groupID: 'g-400', error: 'ECONNREFUSED' });
  expect(text).not.toContain('小李');
});

it('prints nothing that a caller chose as if it were a record to be restored', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const [piece = ''] = chunksOf({ requestID: 'forged' } as AuditRecord);
  const body = { ...bodyOf('before-set-group-member-info'), groupID: piece, userID: piece };

  const { logs, metrics } = await printedWith(
    endpoint,
    {},
    { body, headers: { ...AUTHENTICATED, Operationid: piece } },
  );

  expect(logs.find(({ level }) => level === 'ERROR')).toMatchObject({
    groupID: expect.stringMatching(/^restore /),
  });
  expect(chunksIn(JSON.stringify([logs, metrics]))).toEqual([]);
});

describe('counts', () => {
  const counts = (metrics: Record<string, unknown>[]): Record<string, unknown> => Object.assign({}, ...metrics);

  it('what is in the queue, and that the table was late', async () => {
    const { endpoint } = await startFaultyServer('hangs');
    const queue = await startQueue(await emptyDirectory());
    onTestFinished(() => queue.close());

    const { metrics } = await printedWith(endpoint, { FALLBACK_QUEUE_URL: queue.url });

    expect(counts(metrics)).toMatchObject({ outcome: 'allowed', Queued: 1, OutOfTime: 1 });
  });

  it('what is malformed, not authenticated, repeated, and our own failure', async () => {
    const { endpoint } = await auditTable();
    const of = async (what: Partial<Call>) => counts((await printedWith(endpoint, {}, what)).metrics);

    expect(await of({ body: '{' })).toMatchObject({ outcome: 'malformed', Malformed: 1, DegradedVerdict: 1 });
    expect(await of({ headers: {} })).toMatchObject({ NotAuthenticated: 1 });
    expect(await of({ headers: { ...AUTHENTICATED, Origin: 'null' } })).toMatchObject({ NotAuthenticated: 1 });
    expect(await of({})).not.toHaveProperty('Repeated');
    expect(await of({})).toMatchObject({ outcome: 'allowed', Repeated: 1 });
    expect(await of({ requestTimeEpoch: 1e20 })).toMatchObject({ outcome: 'failed', Failed: 1 });
  });

  it('rules that fired, and says of them in the log no more than which', async () => {
    const table = await auditTable();
    const rude = documentOf({ nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }] });
    await putVersion(await createPolicyTable(table.client), ALL_GROUPS, rude, {
      changedAt: '2026-03-04T05:06:07.089Z',
    });
    const body = { ...bodyOf('before-set-group-member-info'), nickName: 'SPAM' };

    const { logs, metrics, text } = await printedWith(table.endpoint, { POLICY_TABLE_NAME: 'openim-policy' }, { body });

    expect(counts(metrics)).toMatchObject({ PolicyRules: 1, rule: 'rude', action: 'refuse' });
    expect(logs[0]).toMatchObject({ verdict: 'refuse', rules: ['rude'] });
    expect(text).not.toMatch(/spam/i);
  });
});

it('logs tests without a metric, so that they neither raise an alarm nor end a silence', async () => {
  const { endpoint } = await auditTable();
  const { invoke, lines } = await startBundle(await bundleOf(NAME), functionEnvironment(endpoint));
  const printed = () => lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const test = { headers: { ...AUTHENTICATED, 'X-OpenIM-Webhook-Test': '1' } };

  await invoke(proxyEventOf({ body: bodyOf(NAME), ...test }));
  await invoke(proxyEventOf({ body: 'no JSON', ...test }));
  await invoke(proxyEventOf({ body: bodyOf(NAME) }));

  // What is printed keeps its order, so that metrics of the tests would be there by now.
  await vi.waitFor(() => expect(printed().some(({ Callbacks }) => Callbacks)).toBe(true));
  expect(printed().filter(({ isTest }) => isTest)).toMatchObject([{ outcome: 'allowed' }, { outcome: 'malformed' }]);
  expect(printed().filter(({ Callbacks, Malformed }) => Callbacks || Malformed)).toMatchObject([{ Callbacks: 1 }]);
});

it('measures how long a relay has kept a callback, and says that its clock is wrong, also when it delivers again', async () => {
  const { endpoint } = await auditTable();
  const request = relayed(bodyOf('after-join-group'), { receivedAt: '2026-03-04T05:00:00.000000Z' });
  const headers = { ...AS_RELAY, ...relayHeaders(request, '2026-03-04T05:05:00.000Z') };
  const sent = { body: bodyOf('after-join-group'), path: request.path, headers, receivedAt: NOW };

  const { logs, text } = await printedBy('after-join-group', endpoint, sent, { times: 2 });

  expect(metricsIn(text.split('\n'))).toMatchObject({
    [keyOf('DeliveryAge')]: { unit: 'Seconds', values: [300, 300] },
    [keyOf('RelayClockWrong')]: { unit: 'Count', values: [1, 1] },
    // OpenIM called once.
    [keyOf('Callbacks')]: { unit: 'Count', values: [1] },
  });
  expect(logs.map(({ message }) => message)).toEqual(['callback is recorded', 'callback is delivered again']);
});
