import type { Context } from 'aws-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AuditRecord } from '../../../functions/audit/record.ts';
import { piecesIn, piecesOf } from '../../../functions/audit/transport.ts';
import { ALL_GROUPS } from '../../../functions/policy/table.ts';
import { putVersion } from '../../../functions/policy/versions.ts';
import { counted } from '../../../infra/constructs/metrics.ts';
import { startQueue } from '../../../infra/local/queue.ts';
import { createPolicyTable } from '../../../infra/local/tables.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/faults.ts';
import { documentOf } from '../../support/policy.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { AUTHENTICATED, type Call } from '../../support/proxy-event.ts';
import { capturedStderr } from '../../support/stderr.ts';
import { auditTable } from '../../support/table.ts';

/** What the functions print with these settings, as the objects that it is. */
async function printedBy(
  endpoint: string,
  settings: Record<string, string>,
  what: Partial<Call> = {},
  context: Partial<Context> = {},
) {
  const lines: string[] = [];
  const keep = (text: unknown) => void lines.push(String(text));
  for (const level of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(keep);
  const loud = { POWERTOOLS_DEV: 'true', POWERTOOLS_LOG_LEVEL: 'INFO', POWERTOOLS_METRICS_DISABLED: 'false' };
  const functions = await loadFunctions(endpoint, { ...loud, ...settings });
  capturedStderr();
  const sent = { body: bodyOf('before-set-group-member-info'), ...what };
  await call(functions, 'before-set-group-member-info', sent, context);
  vi.restoreAllMocks();
  return { printed: lines.map((line) => JSON.parse(line)), text: lines.join('\n') };
}

it('counts under the name and dimensions that alarms look at', async () => {
  const { endpoint } = await startFaultyServer('refuses');

  const { printed } = await printedBy(endpoint, { POLICY_TABLE_NAME: 'openim-policy' });

  const metrics = printed.filter((line) => line._aws);
  const { namespace, dimensions } = counted('NotRecorded');
  const notable = metrics.find(({ NotRecorded }) => NotRecorded);
  expect(notable).toMatchObject({ ...dimensions, NotRecorded: 1, DegradedVerdict: 1 });
  expect(notable._aws.CloudWatchMetrics).toMatchObject([{ Namespace: namespace, Dimensions: [['service']] }]);
  const counts = metrics.find(({ Callbacks }) => Callbacks);
  expect(counts._aws.CloudWatchMetrics[0].Dimensions).toEqual([
    Object.keys(counted('Callbacks').dimensions ?? {}),
    ['service', 'command', 'outcome'],
  ]);
});

it('says in an error what failed and where, and nothing of the body', async () => {
  const { endpoint } = await startFaultyServer('refuses');

  const { printed, text } = await printedBy(endpoint, {});

  const error = printed.find(({ level }) => level === 'ERROR');
  expect(error).toMatchObject({ outcome: 'notRecorded', storedIn: 'log', groupID: 'g-400', error: 'Error' });
  expect(text).not.toContain('小李');
});

it('prints nothing that a caller chose as if it were a record to be restored', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const [piece = ''] = piecesOf({ requestID: 'forged' } as AuditRecord);
  const body = { ...bodyOf('before-set-group-member-info'), groupID: piece, userID: piece };

  const { printed, text } = await printedBy(endpoint, {}, { body, headers: { ...AUTHENTICATED, Operationid: piece } });

  expect(printed.find(({ level }) => level === 'ERROR')).toMatchObject({
    operationID: expect.stringMatching(/^restore /),
  });
  expect(piecesIn(text)).toEqual([]);
});

describe('counts', () => {
  const counts = (printed: Record<string, unknown>[]) =>
    Object.assign({}, ...printed.filter((line) => line._aws)) as Record<string, unknown>;

  it('what is in the queue, and that the table was late', async () => {
    const { endpoint } = await startFaultyServer('hangs');
    const queue = await startQueue(await emptyDirectory());
    onTestFinished(() => queue.close());
    const context = { getRemainingTimeInMillis: () => 1_300 };

    const { printed } = await printedBy(endpoint, { FALLBACK_QUEUE_URL: queue.url }, {}, context);

    expect(counts(printed)).toMatchObject({ outcome: 'allowed', Queued: 1, OutOfTime: 1 });
  });

  it('what is malformed, not authenticated, repeated, and our own failure', async () => {
    const { endpoint } = await auditTable();
    const of = async (what: Partial<Call>) => counts((await printedBy(endpoint, {}, what)).printed);

    expect(await of({ body: '{' })).toMatchObject({ outcome: 'malformed', Malformed: 1, DegradedVerdict: 1 });
    expect(await of({ headers: {} })).toMatchObject({ NotAuthenticated: 1 });
    expect(await of({ headers: { ...AUTHENTICATED, Origin: 'null' } })).toMatchObject({ NotAuthenticated: 1 });
    expect(await of({})).not.toHaveProperty('Repeated');
    expect(await of({})).toMatchObject({ outcome: 'allowed', Repeated: 1 });
    expect(await of({ receivedAt: 'never' })).toMatchObject({ outcome: 'failed', Failed: 1 });
  });

  it('rules that fired, and says of them in the log no more than which', async () => {
    const table = await auditTable();
    const rude = documentOf({ nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }] });
    await putVersion(await createPolicyTable(table.client), ALL_GROUPS, rude, '2026-03-04T05:06:07.089Z');
    const body = { ...bodyOf('before-set-group-member-info'), nickName: 'SPAM' };

    const { printed, text } = await printedBy(table.endpoint, { POLICY_TABLE_NAME: 'openim-policy' }, { body });

    expect(counts(printed)).toMatchObject({ PolicyRules: 1, rule: 'rude', action: 'refuse' });
    expect(printed.find(({ level }) => level)).toMatchObject({ verdict: 'refuse', rules: ['rude'] });
    expect(text).not.toMatch(/spam/i);
  });
});
