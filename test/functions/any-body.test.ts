import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalogue } from '../../functions/openim/catalogue.ts';
import { bodyOf, samples } from '../support/bodies.ts';
import { call, loadFunctions } from '../support/call.ts';
import { AUTHENTICATED, basic } from '../support/proxy-event.ts';
import { sampledRuns } from '../support/sampled.ts';
import { auditTable, everyItem, everyRecord } from '../support/table.ts';

/** Strings of any code units, lone surrogates too. */
const anyString = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units));

const anyJson = fc.json({ maxDepth: 5 });

/** Bodies that are nearly right: a sample with some of its fields replaced by anything. */
const nearlyRight = fc
  .tuple(fc.constantFrom(...samples), fc.dictionary(fc.oneof(fc.constantFrom('userID', 'ex'), anyString), anyJson))
  .map(([{ body }, changes]) => {
    const parsed = Object.entries(changes).map(([key, json]) => [key, JSON.parse(json)]);
    return Buffer.from(JSON.stringify({ ...body, ...Object.fromEntries(parsed) }));
  });

const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  anyJson.map((json) => Buffer.from(json)),
  nearlyRight,
);

const name = fc.constantFrom(...catalogue.map((callback) => callback.name));

it('answers an envelope with integer codes to any bytes, and keeps them to the byte', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const sent = new Map<string, Buffer>();

  await fc.assert(
    fc.asyncProperty(name, anyBody, fc.uuid(), async (name, body, requestID) => {
      const { status, answer } = await call(functions, name, { body, requestID });
      sent.set(requestID, body);
      expect([200, 400]).toContain(status);
      expect(answer).toMatchObject({
        actionCode: expect.toSatisfy(Number.isInteger),
        errCode: expect.toSatisfy(Number.isInteger),
        errMsg: expect.any(String),
        errDlt: expect.any(String),
        nextCode: expect.toSatisfy((code) => code === 0 || code === 1),
      });
    }),
    { numRuns: sampledRuns(500, 150) },
  );

  const records = await everyRecord(table);
  const byID = new Map(records.map((record) => [record.eventID, record]));
  const kept = new Map(records.map((record) => [record.requestID, byID.get(record.repeatOf ?? record.eventID)]));
  for (const [requestID, body] of sent) {
    const record = kept.get(requestID);
    // A body that may hold a secret is dropped, unless it is JSON.
    if (record?.redacted?.includes('body')) continue;
    expect(Buffer.from(record?.bodyBytes ?? record?.body ?? 'no body')).toEqual(body);
  }
});

it('lets no authorization header in but the right one', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const body = bodyOf('before-set-group-member-info');
  const credentials = fc.oneof(
    anyString,
    anyString.map((token) => basic(token)),
    anyString.map((text) => `Basic ${text}`),
  );

  await fc.assert(
    fc.asyncProperty(credentials, async (Authorization) => {
      fc.pre(Authorization !== AUTHENTICATED.Authorization);
      const { status, answer } = await call(functions, 'before-set-group-member-info', {
        body,
        headers: { Authorization },
      });
      expect({ status, nextCode: answer.nextCode }).toEqual({ status: 401, nextCode: 1 });
    }),
  );
  expect(await everyItem(table)).toEqual([]);
});
