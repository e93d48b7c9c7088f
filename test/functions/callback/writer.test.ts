import { expect, it } from 'vitest';
import { createWriter } from '../../../functions/callback/writer.ts';
import { recordOf } from '../../../functions/record/record.ts';
import { auditTable, everyItem } from '../../support/table.ts';

const aborted = AbortSignal.abort();
const never = new AbortController().signal;
const end = () => {};
const record = recordOf(
  {
    requestID: 'r',
    receivedAt: '2026-03-04T05:06:07.089Z',
    sourceIP: '192.0.2.7',
    command: 'callbackAfterJoinGroupCommand',
    body: Buffer.from('{}'),
  },
  { outcome: 'recorded', groupID: 'g' },
);

it('gives an only sink until the second deadline', async () => {
  const table = await auditTable();
  const write = createWriter(table, undefined, () => 0);

  expect(await write(record, { first: aborted, second: never, isFirstOver: false, end })).toMatchObject({
    storedIn: 'table',
  });
  expect(await write(record, { first: never, second: aborted, isFirstOver: false, end })).toMatchObject({
    storedIn: undefined,
  });
  expect(await everyItem(table)).toEqual([record]);
});
