import { expect, it } from 'vitest';
import { BATCH_PATH, RELAY_HEADERS, toBatchLine } from '../../../functions/openim/relay-protocol.ts';
import { BATCH, LOG_BYTES } from '../../../infra/cost/measured.ts';
import { AS_RELAY, NOW, relayed } from '../../support/deliveries.ts';
import { printedBy } from '../../support/printed.ts';
import type { Call } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

/** Lambda sets it before each call, whether the call is traced or not. */
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=0;Lineage=1:1234abcd:0';

const joined = (index: number) => ({
  callbackCommand: 'callbackAfterJoinGroupCommand',
  operationID: `17000000000${10 + index}`,
  groupID: '3264894561',
  userID: String(7_421_360_985 + index),
});

/** Returns the bytes that a function logs for a request, with a duration of 12.345 ms and the ends of lines. */
async function logged(name: 'after-join-group' | 'batch', what: Call): Promise<number> {
  const { endpoint } = await auditTable();
  const { logs, metrics } = await printedBy(name, endpoint, what, { settings: { _X_AMZN_TRACE_ID: TRACE } });
  const lines = [...logs, ...metrics].map((line) =>
    'milliseconds' in line ? { ...line, milliseconds: 12.345 } : line,
  );
  return lines.reduce((sum, line) => sum + Buffer.byteLength(JSON.stringify(line)) + 1, 0);
}

it('are the bytes that a function logs for a callback that comes alone', async () => {
  const path = '/callbackAfterJoinGroupCommand';
  expect(await logged('after-join-group', { path, body: joined(0) })).toBe(LOG_BYTES.direct);
});

it('are the bytes that the function batch logs for a callback', async () => {
  const requests = Array.from({ length: BATCH }, (_, index) => relayed(joined(index), { sequence: 1_000_000 + index }));
  const body = requests.map((request) => `${toBatchLine(request)}\n`).join('');
  const headers = { ...AS_RELAY, [RELAY_HEADERS.sentAt]: NOW };

  const bytes = await logged('batch', { path: BATCH_PATH, body, headers, receivedAt: NOW });

  expect(Math.round(bytes / BATCH)).toBe(LOG_BYTES.relayed);
});
