import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { put } from '../../../functions/audit/put.ts';
import { chunksOf } from '../../../functions/audit/transport.ts';
import { type AuditRecord, recordOf } from '../../../functions/record/record.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { restore } from '../../../infra/operator/audit/audit-restore.ts';
import { loadFunctions } from '../../support/call.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { startPutOnlyWay } from '../../support/put-only-way.ts';
import { sampled } from '../../support/sampled.ts';
import { auditTable, clientOf, comparable, everyItem, type TestTable } from '../../support/table.ts';

const never = new AbortController().signal;

function recordWith(body: Buffer): AuditRecord {
  const receivedAt = '2026-03-04T05:06:07.089Z';
  const received = { requestID: 'r-1', receivedAt, sourceIP: '', command: 'c', body };
  return recordOf(received, { outcome: 'recorded', groupID: 'g', event: { nickName: 'A' } });
}

const SIZES = [
  { size: 'small', body: Buffer.from('{}'), items: 1 },
  { size: 'large', body: randomBytes(450_000), items: 3 },
] as const;

/** Before a record counts as late. */
const soon = () => new Date('2026-03-04T05:06:09Z');

/** Every way on which a record comes to the table. The queue and the log may hold copies of one that is there. */
const DOORS = [
  {
    door: 'put on the embedded database',
    open: async (table: TestTable) => (record: AuditRecord) => put(table, record, never),
  },
  {
    door: 'put on DynamoDB',
    open: async (table: TestTable) => {
      const way = await startPutOnlyWay(table);
      return (record: AuditRecord) => put(way, record, never);
    },
  },
  {
    door: 'redelivery',
    open: async (table: TestTable) => {
      const redeliver = createRedeliver((await loadFunctions(table.endpoint)).runtime, soon);
      return async (record: AuditRecord) => {
        const Records = chunksOf(record).map((body, index) => ({ messageId: `m${index}`, body }));
        expect(await redeliver({ Records } as SQSEvent)).toEqual({ batchItemFailures: [] });
      };
    },
  },
  {
    door: 'a restore',
    open: async (table: TestTable) => async (record: AuditRecord) => {
      const file = join(await emptyDirectory(), 'lost.log');
      await writeFile(file, chunksOf(record).join('\n'));
      expect(await restore(table, file, soon())).toMatchObject({ records: 1 });
    },
  },
] as const;

const SECOND = { requestID: 'r-2', receivedAt: '2026-03-04T05:07:00.000001Z' };
const OTHER_FIELDS = { outcome: 'failed', reason: 'of an older version', event: { nickName: 'B' } } as const;

/** Records that come after the first, and how many of them are new. */
const COMING = [
  { coming: 'the same again', records: [{}], repeats: 0 },
  { coming: 'a copy of other fields', records: [OTHER_FIELDS], repeats: 0 },
  { coming: 'a repeat', records: [SECOND], repeats: 1 },
  { coming: 'a repeat twice', records: [SECOND, SECOND], repeats: 1 },
  {
    coming: 'a repeat, and a copy of it with other fields',
    records: [SECOND, { ...SECOND, ...OTHER_FIELDS }],
    repeats: 1,
  },
];

const cases = SIZES.flatMap((size) => COMING.map((row) => ({ ...size, ...row })));

/** Large records with the most that may come: a repeat, and a copy of it. */
const sample = sampled(
  cases,
  ({ size, records }) => size === 'small' || records.some((fields) => 'outcome' in fields && 'requestID' in fields),
);

describe.each(DOORS)('no item is changed by $door', ({ open }) => {
  it.each(sample)('$size record, then $coming', async ({ body, items, records, repeats }) => {
    const table = await auditTable();
    const bring = await open(table);
    const first = recordWith(body);
    await bring(first);
    let before = (await everyItem(table)).map(comparable);

    for (const fields of records) {
      await bring({ ...first, ...fields });
      const after = (await everyItem(table)).map(comparable);
      expect(after).toEqual(expect.arrayContaining(before));
      before = after;
    }

    const stored = before.filter(({ eventID }) => !String(eventID).includes('#queued'));
    expect(stored).toHaveLength(items * (1 + repeats));
  });
});

it('writes each item once on DynamoDB, where functions may not read', async () => {
  const table = await auditTable();
  const way = await startPutOnlyWay(table);
  const first = recordWith(randomBytes(450_000));
  const repeat = { ...first, ...SECOND };

  expect(await put(way, first, never)).toBe('first');
  expect(await put(way, first, never)).toBe('first');
  expect(await put(way, repeat, never)).toBe('repeat');
  expect(await put(way, repeat, never)).toBe('repeat');

  expect(way.written()).toBe((await everyItem(table)).length);
});

it.each(['first', 'repeat'] as const)('knows its own write whose answer was lost: a %s', async (expected) => {
  const table = await auditTable();
  const first = recordWith(Buffer.from('{}'));
  if (expected === 'repeat') await put(table, first, never);
  const way = await startFaultProxy(table.endpoint);
  onTestFinished(() => way.close());
  const client = clientOf(way.endpoint);
  onTestFinished(() => client.destroy());
  await way.break(['PutItem'], 'loses good answers');

  const record = expected === 'repeat' ? { ...first, ...SECOND } : first;
  expect(await put({ ...table, client }, record, never)).toBe(expected);

  expect(await everyItem(table)).toHaveLength(expected === 'repeat' ? 2 : 1);
});
