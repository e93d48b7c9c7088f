import { randomBytes } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { expect, it } from 'vitest';
import { chunksOf } from '../../../functions/audit/transport.ts';
import { createRedeliver } from '../../../infra/local/functions.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { auditTable, everyItem, everyRecord } from '../../support/table.ts';

const receivedAt = '2026-03-04T05:06:07.089Z';
const body = bodyOf('after-join-group');
const A_DAY_LATER = Date.parse('2026-03-05T05:06:07Z') / 1_000;

it.each([
  { what: 'a record', sent: body, items: 1 },
  { what: 'a record in parts', sent: { ...body, ex: randomBytes(600_000).toString('base64') }, items: 3 },
])('keeps $what and its repeat for as many days as are set', async ({ sent, items }) => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { RETENTION_DAYS: '1' });
  await call(functions, 'after-join-group', { body: sent, receivedAt });
  expect((await everyItem(table)).map(({ expiresAt }) => expiresAt)).toEqual(Array(items).fill(A_DAY_LATER));

  await call(functions, 'after-join-group', { body: sent, receivedAt });
  expect((await everyItem(table)).find(({ repeatOf }) => repeatOf)?.expiresAt).toBe(A_DAY_LATER);
});

it('keeps records for ever when nothing is set', async () => {
  const table = await auditTable();
  await call(await loadFunctions(table.endpoint), 'after-join-group', { body, receivedAt });
  expect((await everyItem(table)).map(({ expiresAt }) => expiresAt)).toEqual([undefined]);
});

it('keeps pieces that are not all there for two weeks', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  await call(functions, 'after-join-group', {
    body: { ...body, ex: randomBytes(600_000).toString('base64') },
    receivedAt,
  });
  const [record] = await everyRecord(table);
  const [first = ''] = chunksOf({ ...record, requestID: 'other' } as never);

  const redeliver = createRedeliver(functions.runtime);
  await redeliver({ Records: [{ messageId: 'm', body: first }] } as SQSEvent);

  const kept = (await everyItem(table)).find(({ eventID }) => eventID === 'other#queued1');
  const days = (kept?.expiresAt - Date.now() / 1_000) / (24 * 60 * 60);
  expect(days).toBeGreaterThan(13.9);
  expect(days).toBeLessThanOrEqual(14);
});
