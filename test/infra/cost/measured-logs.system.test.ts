import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  BATCH_PATH,
  RELAY_HEADERS,
  type RelayedRequest,
  toBatchLine,
} from '../../../functions/openim/relay-protocol.ts';
import { BATCH, LOG_BYTES } from '../../../infra/cost/measured.ts';
import { bundleOf, startBundle } from '../../support/bundle.ts';
import { AS_RELAY, NOW, relayed } from '../../support/deliveries.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { type Call, proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

/** Lambda sets it before each call, whether the call is traced or not. */
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=0;Lineage=1:1234abcd:0';

const joined = (index: number) => ({
  callbackCommand: 'callbackAfterJoinGroupCommand',
  operationID: `1700000000${100 + index}`,
  groupID: '3264894561',
  userID: String(7_421_360_985 + index),
});

/** Returns the bytes that a function logs for requests after the first, with durations of 12.34 ms and the ends of lines. */
async function logged(name: 'after-join-group' | 'batch', first: Call, others: readonly Call[]): Promise<number> {
  const { endpoint } = await auditTable();
  const settings = { ...functionEnvironment(endpoint), _X_AMZN_TRACE_ID: TRACE };
  const { invoke, lines } = await startBundle(await bundleOf(name), settings);
  await invoke(eventOf(first));
  const before = lines.length;
  for (const other of others) await invoke(eventOf(other));
  // Log lines of success are printed to stdout before the answer, so that all are here.
  const printed = lines.slice(before).filter((line) => line.startsWith('{'));
  const shown = printed.map((line) => line.replace(/(?<="(?:milliseconds|maxMilliseconds)":)[\d.e-]+/, '12.34'));
  expect(shown.length).toBeGreaterThan(0);
  return shown.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function eventOf(what: Call) {
  const event = proxyEventOf(what);
  return { ...event, requestContext: { ...event.requestContext, extendedRequestId: 'JKJaXmPLvHcESHA=' } };
}

it('are the bytes that a function logs for a callback that comes alone', async () => {
  const call = (index: number) => ({ path: '/callbackAfterJoinGroupCommand', body: joined(index) });
  expect(await logged('after-join-group', call(0), [call(1)])).toBe(LOG_BYTES.direct);
});

/** On a busy machine, the table may be late, which lines say. */
const RETRY = { retry: 3 };

it('are the bytes that the function batch logs for a callback of a running server, in batches', RETRY, async () => {
  const sent = readFileSync(new URL('../../support/real-bodies.ndjson', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const requests = sent.map((line, index) => {
    const { path, body, headers }: { path: string; body: string; headers: Record<string, string> } = JSON.parse(line);
    const request = { path, body: Buffer.from(body), operationID: headers.Operationid, sequence: 1_000_000 + index };
    return relayed({ callbackCommand: '' }, request);
  });
  const batchOf = (lines: readonly RelayedRequest[]) => {
    const body = lines.map((request) => `${toBatchLine(request)}\n`).join('');
    return { path: BATCH_PATH, body, headers: { ...AS_RELAY, [RELAY_HEADERS.sentAt]: NOW }, receivedAt: NOW };
  };
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, index) =>
    batchOf(requests.slice(index * BATCH, (index + 1) * BATCH)),
  );
  const bytes = await logged('batch', batchOf([relayed(joined(0))]), batches);
  expect(Math.round(bytes / requests.length)).toBe(LOG_BYTES.relayed);
});
