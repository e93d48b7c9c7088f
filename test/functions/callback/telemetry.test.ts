import { expect, it, vi } from 'vitest';
import type { AuditRecord } from '../../../functions/audit/record.ts';
import { piecesIn, piecesOf } from '../../../functions/audit/transport.ts';
import { counted } from '../../../infra/constructs/metrics.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/faults.ts';
import { AUTHENTICATED, type Call } from '../../support/proxy-event.ts';
import { capturedStderr } from '../../support/stderr.ts';

/** What the functions print with these settings, as the objects that it is. */
async function printedBy(endpoint: string, settings: Record<string, string>, what: Partial<Call> = {}) {
  const lines: string[] = [];
  const keep = (text: unknown) => void lines.push(String(text));
  for (const level of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, level).mockImplementation(keep);
  const loud = { POWERTOOLS_DEV: 'true', POWERTOOLS_LOG_LEVEL: 'INFO', POWERTOOLS_METRICS_DISABLED: 'false' };
  const functions = await loadFunctions(endpoint, { ...loud, ...settings });
  capturedStderr();
  await call(functions, 'before-set-group-member-info', { body: bodyOf('before-set-group-member-info'), ...what });
  vi.restoreAllMocks();
  return { printed: lines.map((line) => JSON.parse(line)), text: lines.join('\n') };
}

it('counts each way that a callback can go wrong under the name and dimensions that alarms look at', async () => {
  const { endpoint } = await startFaultyServer('refuses');

  const { printed } = await printedBy(endpoint, { POLICY_TABLE_NAME: 'openim-policy' });

  const metrics = printed.filter((line) => line._aws);
  const { namespace, dimensions } = counted('NotRecorded');
  const notable = metrics.find(({ NotRecorded }) => NotRecorded);
  expect(notable).toMatchObject({ ...dimensions, NotRecorded: 1, DegradedVerdict: 1 });
  expect(notable._aws.CloudWatchMetrics).toMatchObject([{ Namespace: namespace, Dimensions: [['service']] }]);
  const counts = metrics.find(({ Callbacks }) => Callbacks);
  expect(counts._aws.CloudWatchMetrics[0].Dimensions).toEqual([['service', 'command', 'outcome']]);
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
