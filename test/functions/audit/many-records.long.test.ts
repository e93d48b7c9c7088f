import { Readable, Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { list } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { recordOf } from '../../../functions/record/record.ts';
import { run } from '../../../infra/operator/commands.ts';
import { tableInThread } from '../../support/table-in-thread.ts';

const EVENTS = 80_000;
const PAGE = 20_000;

/** Maximum items of a BatchWriteItem, and batches at a time. */
const BATCH_SIZE = 25;
const CONCURRENCY = 4;

/** A search grows by 2 MB. One that kept all records would grow by more than this. */
const MAX_GROWTH_BYTES = 20_000_000;
const SAMPLE_EVERY = 10_000;

const startMs = Date.parse('2026-03-04T05:06:07.089Z');
const timeOf = (index: number) => new Date(startMs + index).toISOString().replace('Z', '000Z');

function recordAt(index: number) {
  const body = JSON.stringify({ groupInfoForSet: { groupID: 'g-1', groupName: `name ${index}` } });
  const received = {
    requestID: `request-${index}`,
    receivedAt: timeOf(index),
    sourceIP: '192.0.2.7',
    command: 'callbackAfterSetGroupInfoExCommand',
    body: Buffer.from(body),
  };
  return recordOf(received, { outcome: 'recorded', groupID: 'g-1', event: JSON.parse(body) });
}

async function writeAll({ client, name }: Table): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < EVENTS) {
      const from = next;
      next += BATCH_SIZE;
      const requests = Array.from({ length: BATCH_SIZE }, (_, index) => ({
        PutRequest: { Item: marshall(recordAt(from + index)) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
}

/** Returns a function that measures what is in the heap after a collection. */
function heapMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

/** Counts lines, checks that times only fall, and measures the heap now and then. */
class Reader extends Writable {
  readonly #heapUsed = heapMeter();
  readonly heaps = [this.#heapUsed()];
  count = 0;
  disorder = 0;
  #last = '~';

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    for (const line of chunk.toString().split('\n')) if (line !== '') this.take(JSON.parse(line));
    callback();
  }

  take({ receivedAt }: { readonly receivedAt: string }): void {
    if (receivedAt >= this.#last) this.disorder += 1;
    this.#last = receivedAt;
    this.count += 1;
    if (this.count % SAMPLE_EVERY === 0) this.heaps.push(this.#heapUsed());
  }

  get growth(): number {
    return Math.max(...this.heaps) - (this.heaps[0] ?? 0);
  }
}

it('reads many records of a group in order, a page in memory at a time', async () => {
  const table = await tableInThread();
  const times = [performance.now()];
  const lap = () => times.push(performance.now());
  await writeAll(table);
  lap();

  const listed = new Reader();
  const pages: number[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const before = listed.count;
    const found = list(table, { index: 'byGroup', id: 'g-1' }, PAGE, cursor);
    for await (const item of found) listed.take(item);
    cursor = found.cursor;
    pages.push(listed.count - before);
  }
  lap();

  const printed = new Reader();
  const stderr = new Writable({ write: (_chunk, _encoding, callback) => callback() });
  const argv = ['audit', '--group', 'g-1', '--limit', String(EVENTS), '--json'];
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  expect(await run(argv, { env, stdin: Readable.from([]), stdout: printed, stderr })).toBe(0);
  lap();

  for (const { count, disorder } of [listed, printed])
    expect({ count, disorder }).toEqual({ count: EVENTS, disorder: 0 });
  expect(pages.filter((count) => count > 0)).toEqual(Array.from({ length: EVENTS / PAGE }, () => PAGE));
  expect(listed.growth).toBeLessThan(MAX_GROWTH_BYTES);
  expect(printed.growth).toBeLessThan(MAX_GROWTH_BYTES);
  const [writeS, listS, printS] = times
    .slice(1)
    .map((at, lapIndex) => ((at - (times[lapIndex] ?? 0)) / 1_000).toFixed(1));
  const [listMB, printMB] = [listed, printed].map(({ growth }) => (growth / 1_000_000).toFixed(1));
  console.info(
    `Written in ${writeS} s, listed in ${listS} s (heap +${listMB} MB), printed in ${printS} s (heap +${printMB} MB).`,
  );
}, 480_000);
