import { expect, it } from 'vitest';
import { createReceiptTimes } from '../../../functions/callback/receipt-time.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { auditTable, found } from '../../support/table.ts';

const MILLISECOND = Date.parse('2026-03-04T05:06:07.089Z');

it('numbers requests of one millisecond, anew in each', () => {
  const receiptTimeOf = createReceiptTimes();

  expect([0, 0, 0, 1, 1, 2].map((later) => receiptTimeOf(MILLISECOND + later))).toEqual([
    '2026-03-04T05:06:07.089000Z',
    '2026-03-04T05:06:07.089001Z',
    '2026-03-04T05:06:07.089002Z',
    '2026-03-04T05:06:07.090000Z',
    '2026-03-04T05:06:07.090001Z',
    '2026-03-04T05:06:07.091000Z',
  ]);
});

it('numbers no more than 1,000, and never enters the next millisecond', () => {
  const receiptTimeOf = createReceiptTimes();
  const times = Array.from({ length: 1_002 }, () => receiptTimeOf(MILLISECOND));

  expect(times.slice(-4)).toEqual(['998', '999', '999', '999'].map((digits) => `2026-03-04T05:06:07.089${digits}Z`));
  expect(times).toEqual(times.toSorted());
});

it('goes on after a time that does not exist', () => {
  const receiptTimeOf = createReceiptTimes();
  receiptTimeOf(MILLISECOND);

  expect(() => receiptTimeOf(1e20)).toThrow(RangeError);
  expect(receiptTimeOf(MILLISECOND)).toBe('2026-03-04T05:06:07.089001Z');
});

it('keeps callbacks of one millisecond in their order, of several functions in one process', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const names = [
    'after-join-group',
    'before-set-group-member-info',
    'after-join-group',
    'after-set-group-info-ex',
  ] as const;

  for (const [index, name] of names.entries()) {
    const body = { ...bodyOf(name), groupID: 'g', operationID: `op-${index}` };
    await call(functions, name, { body, requestTimeEpoch: MILLISECOND });
  }

  const records = await found(table, { index: 'byGroup', id: 'g' });
  expect(records.map(({ operationID }) => operationID)).toEqual(['op-3', 'op-2', 'op-1', 'op-0']);
  expect(await found(table, { index: 'byDay', day: '2026-03-04' })).toEqual(records);
});

it("takes a test's own numbering", async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, {}, { receiptTimeOf: () => '2026-03-04T05:06:07.089777Z' });

  await call(functions, 'after-join-group', { body: { ...bodyOf('after-join-group'), groupID: 'g' } });

  const [record] = await found(table, { index: 'byGroup', id: 'g' });
  expect(record?.receivedAt).toBe('2026-03-04T05:06:07.089777Z');
});
