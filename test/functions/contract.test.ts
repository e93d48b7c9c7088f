import { afterAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { summaryOf } from '../../functions/record/summary.ts';
import { bodyOf, samples } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { AUTHENTICATED } from '../support/proxy-event.ts';
import { auditTable, emptied, eventIDsByDay, eventIDsIn, everyItem, found } from '../support/table.ts';

const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

/** Tests share it where an own table takes long. */
const shared = await auditTable(afterAll);

const rows = catalogue.flatMap(({ name, timing, wireNames }) =>
  samples
    .filter(({ callback }) => callback === name)
    .flatMap((sample) =>
      wireNames.map((wireName) => ({ ...sample, name, timing, wireName, command: wireNames[0] as string })),
    ),
);

it.each(catalogue)('there is a body of $name as v3.8 sends it', ({ name }) => {
  expect(bodyOf(name).callbackCommand).toMatch(/^callback/);
});

describe.each(rows)(
  '$wireName, body as $form',
  ({ name, timing, wireName, command, body, event, groupID, userID, role, repeated }) => {
    const goOn = { ...GO_ON, ...repeated };
    const subject =
      groupID === undefined
        ? ({ index: 'byUser', id: userID ?? '' } as const)
        : ({ index: 'byGroup', id: groupID } as const);
    const sent: Record<string, unknown> & { operationID?: string } = { ...body, callbackCommand: wireName };
    const headers = { ...AUTHENTICATED, Operationid: 'op-1' };
    const sentAs = wireName === command ? undefined : wireName;

    const expected = {
      command,
      sentAs,
      groupID,
      userID,
      role,
      operationID: sent.operationID || 'op-1',
      outcome: timing === 'before' ? 'allowed' : 'recorded',
      decision: timing === 'before' ? { verdict: 'allow' } : undefined,
      summary: summaryOf({ event }) || undefined,
      event,
      body: `${JSON.stringify(sent)}\n`,
      sourceIP: '192.0.2.7',
    };

    it.each([
      { style: 'the path names the command', by: name, address: { path: `/${wireName}` } },
      { style: 'the query names the command', by: 'by-query-command', address: { query: { command: wireName } } },
    ] as const)('is answered and found by every index when $style', async ({ by, address }) => {
      const table = await emptied(shared);
      const functions = await loadFunctions(table.endpoint);
      const receivedAt = '2026-03-04T05:06:07.089000Z';
      const what = { body: `${JSON.stringify(sent)}\n`, headers, receivedAt, ...address };

      expect(await call(functions, by, what)).toEqual({ status: 200, contentType: 'application/json', answer: goOn });

      const [record, ...others] = await found(table, subject);
      expect(record).toEqual({
        ...JSON.parse(JSON.stringify(expected)),
        receivedAt,
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        dayShard: expect.stringMatching(/^2026-03-04#[0-9]$/),
        requestID: expect.any(String),
      });
      expect(others).toEqual([]);
      expect(await eventIDsIn(table, { index: 'byOperation', id: expected.operationID })).toEqual([record?.eventID]);
      expect(await eventIDsByDay(table)).toEqual([record?.eventID]);
      if (userID) expect(await eventIDsIn(table, { index: 'byUser', id: userID })).toEqual([record?.eventID]);
    });

    it('is in every index each time it comes, as a repeat within ten minutes of the clock', async () => {
      const table = await emptied(shared);
      const functions = await loadFunctions(table.endpoint);
      const first = { body: sent, headers, requestID: 'request-1', receivedAt: '2026-03-04T05:00:00.000000Z' };
      const again = { ...first, requestID: 'request-2', receivedAt: '2026-03-04T05:09:59.999000Z' };
      const later = { ...first, requestID: 'request-3', receivedAt: '2026-03-04T05:10:00.000000Z' };

      for (const what of [first, again, later]) expect((await call(functions, name, what)).answer).toEqual(goOn);

      const all = await found(table, subject);
      expect(all.map(({ requestID }) => requestID)).toEqual(['request-3', 'request-2', 'request-1']);
      const eventIDs = all.map(({ eventID }) => eventID);
      expect(await eventIDsByDay(table)).toEqual(eventIDs.toSorted());
      expect(await eventIDsIn(table, { index: 'byOperation', id: expected.operationID })).toEqual(eventIDs);
      if (userID) expect(await eventIDsIn(table, { index: 'byUser', id: userID })).toEqual(eventIDs);
      const [third, second, one] = all;
      expect(second).toMatchObject({ repeatOf: one?.eventID, receivedAt: again.receivedAt, event });
      expect([third?.repeatOf, second?.body, one?.repeatOf]).toEqual([undefined, undefined, undefined]);
      expect(await everyItem(table)).toHaveLength(3);
    });
  },
);

it('takes the operation id of the body before that of the header, but not the empty one', async () => {
  const table = await emptied(shared);
  const functions = await loadFunctions(table.endpoint);
  const body = { callbackCommand: 'callbackAfterJoinGroupCommand', groupID: 'g', userID: 'u' };

  const headers = { ...AUTHENTICATED, Operationid: 'of-another' };

  await call(functions, 'after-join-group', { body: { ...body, operationID: 'from-body' }, headers });
  await call(functions, 'after-join-group', { body: { ...body, operationID: '' }, headers });
  await call(functions, 'after-join-group', { body: { ...body, operationID: '' } });

  const records = await found(table, { index: 'byGroup', id: 'g' });
  expect(records.map(({ operationID }) => operationID).sort()).toEqual(['from-body', 'of-another', undefined]);
});
