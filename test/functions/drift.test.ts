import { expect, it } from 'vitest';
import type { RecordDrift } from '../../functions/derivation/record-drift.ts';
import { bodyOf } from '../support/bodies.ts';
import { loadFunctions } from '../support/call.ts';
import { createDerive } from '../support/derive.ts';
import type { Call } from '../support/proxy-event.ts';
import { realRequests, sendCallback } from '../support/send-callback.ts';
import { changeOf, insertsOf, isRecord } from '../support/stream.ts';
import { auditTable, everyItem } from '../support/table.ts';

const JOIN = 'callbackAfterJoinGroupCommand';
const DISMISS = 'callbackAfterDisMissGroupCommand';
const MESSAGE = 'callbackBeforeSendSingleMsgCommand';

/** Records requests, derives from what was recorded, and returns the drifts. */
async function driftsOf(requests: readonly (Call & { readonly to: string })[]) {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  for (const [index, { to, ...request }] of requests.entries())
    await sendCallback(functions, to, { requestID: `r-${index}`, ...request });
  const drifts: RecordDrift[] = [];
  const { derive, notDerived } = createDerive(table, { onDrift: (drift) => drifts.push(drift) });
  const records = (await everyItem(table)).filter(isRecord);
  for (const record of records) await derive(insertsOf([record]));
  expect(notDerived).toEqual([]);
  return { drifts, records, derive, table };
}

it('finds a new field, a type that makes the body malformed, and a new callback, with the versions', async () => {
  const name = 'callbackAfterPinGroupMessageCommand';
  const { drifts, records } = await driftsOf([
    { to: JOIN, body: { ...bodyOf('after-join-group'), newField: 'let me in' } },
    { to: DISMISS, body: { ...bodyOf('after-dismiss-group'), membersID: 7 } },
    { to: name, body: { callbackCommand: name, groupID: 'g-1' } },
  ]);

  expect(records.map(({ outcome }) => outcome).sort()).toEqual(['malformed', 'recorded', 'recorded']);
  const found = drifts.sort((a, b) => a.kind.localeCompare(b.kind)).map(({ eventID: _id, ...drift }) => drift);
  expect(records.map(({ eventID }) => eventID).sort()).toEqual(drifts.map(({ eventID }) => eventID).sort());
  expect(found).toEqual([
    {
      ...{ command: DISMISS, kind: 'other type', field: 'membersID', found: 'integer', known: ['list'] },
      looksLike: 'v3.7.0 to main of July 2026',
    },
    { command: name, kind: 'unknown callback', field: '', found: 'object', known: [], looksLike: undefined },
    {
      ...{ command: JOIN, kind: 'unknown field', field: 'newField', found: 'string', known: [] },
      looksLike: 'v3.5.1 to main of July 2026',
    },
  ]);
});

it('finds no drift where nothing is known to be new', async () => {
  const name = 'callbackAfterPinGroupMessageCommand';
  const repeated = bodyOf('after-join-group');
  const { drifts, records, derive, table } = await driftsOf([
    { to: JOIN, body: 'not JSON' },
    { to: JOIN, body: '["newField"]' },
    { to: JOIN, body: Buffer.from([0x7b, 0xff, 0x7d]) },
    // Names no callback, or another than its address.
    { to: name, body: { groupID: 'g-1' } },
    { to: JOIN, body: { callbackCommand: name, groupID: 'g-1' } },
    { to: name, body: bodyOf('after-dismiss-group') },
    // Repeats, and a body in parts that is too large to be looked at.
    { to: JOIN, body: repeated },
    { to: JOIN, body: repeated },
    { to: DISMISS, body: { ...bodyOf('after-dismiss-group'), newField: 'x'.repeat(500_000) } },
  ]);
  expect(records.length).toBeGreaterThanOrEqual(8);

  const [record] = records;
  await derive(changeOf({ ...record }, { ...record, newField: 1 }));
  await derive(insertsOf((await everyItem(table)).filter(({ command }) => command === 'auditRecordChanged')));

  expect(drifts).toEqual([]);
});

it('finds no drift in requests of a running server, recorded without messages', async () => {
  const requests = realRequests().map(({ path, body }) => ({ to: path.slice(1), body }));

  const { drifts, records } = await driftsOf(requests);

  expect(records.some(({ redacted }) => redacted !== undefined)).toBe(true);
  expect(drifts).toEqual([]);
});

it('finds a new field beside a message that is not kept', async () => {
  const body = realRequests().map(({ body }) => JSON.parse(body));
  const message = body.find(({ callbackCommand }) => callbackCommand === MESSAGE);

  const { drifts, records } = await driftsOf([{ to: MESSAGE, body: { ...message, sticker: 'content' } }]);

  expect(records[0]).toMatchObject({ redacted: expect.arrayContaining(['content']) });
  expect(drifts).toMatchObject([{ kind: 'unknown field', field: 'sticker', command: MESSAGE }]);
});
