import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../infra/local/server.ts';
import { loadFunctions } from '../../support/call.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { sha256 } from '../../support/proxy-event.ts';
import { numbered, RELAY_TOKEN, relayTo } from '../../support/relay.ts';
import { auditTable, everyRecord } from '../../support/table.ts';

it('records what the relay answered, once and in its order, though the table loses answers and the receiver restarts', async () => {
  const table = await auditTable();
  const proxy = await startFaultProxy(table.endpoint);
  onTestFinished(() => proxy.close());
  let batches = 0;
  const startReceiver = async (port: number) => {
    const functions = await loadFunctions(proxy.endpoint, { WEBHOOK_TOKEN_HASHES: sha256(RELAY_TOKEN) });
    const counted = new Map(functions);
    const batch = counted.get('batch');
    if (batch)
      counted.set('batch', (event, context) => {
        batches += 1;
        return batch(event, context);
      });
    const tokenHashes = [Buffer.from(sha256(RELAY_TOKEN), 'hex')];
    const server = await startServer({
      ...{ functions: counted, host: '127.0.0.1', port, tokenHashes },
      ...{ failureVerdict: 'refuse', onRejected: () => {} },
    });
    onTestFinished(() => server.close().catch(() => {}));
    return server;
  };
  const first = await startReceiver(0);
  const { send, drained, status } = await relayTo(first.port);
  // The table writes some and does not say so, which makes the receiver fail and the relay deliver again.
  await proxy.break(['PutItem'], 'loses answers', { text: '"op1' });
  const numbers = Array.from({ length: 300 }, (_, index) => index);
  const sent = (from: number, to: number) =>
    Promise.all(numbers.slice(from, to).map((number) => send(numbered(number))));
  const answers = await sent(0, 150);
  await first.close();
  answers.push(...(await sent(150, 300)));
  await proxy.mend();
  await startReceiver(first.port);

  await drained();

  expect(answers.every(({ answer }) => Object(answer).actionCode === 0)).toBe(true);
  expect((await status()).setAside).toBe(0);
  const records = await everyRecord(table);
  expect(records.map(({ body }) => body).sort()).toEqual(numbers.map(numbered).sort());
  const sequences = records.map(({ relay }) => relay?.sequence ?? 0);
  expect(sequences).toEqual(sequences.toSorted((a, b) => b - a));
  expect(batches).toBeGreaterThan(0);
});
