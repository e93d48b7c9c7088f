import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { INDEXES } from '../../functions/audit/table-keys.ts';
import { wireCallbacks } from '../../functions/openim/wire-callbacks.ts';
import { loadFunctions } from '../support/call.ts';
import { deriveAll } from '../support/derive.ts';
import { expectedGroup, expectedPeople } from '../support/expected-roles.ts';
import { sampled } from '../support/sampled.ts';
import { isFirstOfItsPath, realRequests, sendCallback } from '../support/send-callback.ts';
import { isRecord } from '../support/stream.ts';
import { auditTable, everyItem, itemsIn } from '../support/table.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly fields?: readonly Field[];
}

interface Shape {
  readonly versions: readonly string[];
  readonly timing: 'after' | 'before';
  readonly request: readonly Field[];
  readonly response: readonly { readonly name: string; readonly effect: string }[];
}

const sourceFile = new URL('../../infra/openim/callbacks.json', import.meta.url);
const source: { callbacks: { wireName: string; shapes: Shape[] }[] } = JSON.parse(readFileSync(sourceFile, 'utf8'));

/** A value of a field's type. Texts and texts in lists are unlike all others. */
function sampleOf({ name, type, fields = [] }: Field, place: string): unknown {
  const item = type.replace(/\[\]$/, '');
  if (item !== type) return ['1st', '2nd'].map((nth) => sampleOf({ name, type: item, fields }, `${place} ${nth}`));
  if (type.startsWith('integer')) return 1;
  if (type === 'boolean') return true;
  if (type === 'object')
    return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field, `${place} ${name}`)]));
  if (name === 'groupType') return '\u0002';
  return name === 'conversationID' ? `sg_${place} group` : `${place} ${name}`;
}

/** Each shape of each callback with a body that has all its fields, and each body of a running server. */
const cases = [
  ...source.callbacks.flatMap(({ wireName, shapes }) =>
    sampled(shapes, (shape) => shape === shapes.at(-1)).map(({ versions, timing, request, response }, nth) => {
      const about = `${wireName} of ${versions[0]}`;
      const fields = request.map((field) => [field.name, sampleOf(field, `${wireName} ${nth}`)]);
      const body: Record<string, unknown> = { callbackCommand: wireName, ...Object.fromEntries(fields) };
      const overwritten = response
        .filter(({ effect }) => effect === 'overwrites')
        .map(({ name }) => [name, body[name]]);
      return { about, wireName, timing, body, answered: Object.fromEntries(overwritten), requestID: about };
    }),
  ),
  ...sampled(realRequests(), isFirstOfItsPath).map(({ body: text }, line) => {
    const body: Record<string, unknown> = JSON.parse(text);
    const wireName = String(body.callbackCommand);
    const timings = source.callbacks.find((callback) => callback.wireName === wireName)?.shapes;
    const about = `${wireName}, line ${line + 1} of the real bodies`;
    return { about, wireName, timing: timings?.at(-1)?.timing, body, answered: {}, requestID: about };
  }),
];

const table = await auditTable(afterAll);
const functions = await loadFunctions(table.endpoint);
const answers = new Map<string, Awaited<ReturnType<typeof sendCallback>>>();
for (const { wireName, body, requestID } of cases)
  answers.set(requestID, await sendCallback(functions, wireName, { body, requestID }));
await deriveAll(table);
const items = await everyItem(table);

/** Roles that were found, by wire name. */
const foundRoles = new Map<string, Set<string>>();
afterAll(() => {
  const lines = [...foundRoles].map(([wireName, roles]) => `${wireName.padEnd(52)} ${[...roles].join(', ') || '-'}`);
  console.info(lines.sort().join('\n'));
});

/** What the indexes hold, read once: a search for each person takes many requests. */
const indexed = { byGroup: await itemsIn(table, 'byGroup'), byUser: await itemsIn(table, 'byUser') };

/** Returns the items of a record that a person or a group finds, as the index has them. */
function found(index: 'byGroup' | 'byUser', id: string, eventID: string) {
  return indexed[index].filter((item) => item[INDEXES[index]] === id && [item.eventID, item.entryOf].includes(eventID));
}

describe.each(cases)('$about', ({ wireName, timing, body, answered, requestID }) => {
  const record = items.find((item) => item.requestID === requestID && isRecord(item));

  it('is answered by its timing', () => {
    expect(wireCallbacks[wireName]?.timing).toBe(timing);
    const answer = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0, ...answered };
    expect(answers.get(requestID)).toMatchObject({ status: 200, answer });
    expect(record?.decision).toEqual(record?.outcome === 'allowed' ? { verdict: 'allow' } : undefined);
    if (timing === 'after') expect(record?.outcome).toBe('recorded');
  });

  it('is found once by each of its people in all their roles, by its group, and by nobody else', () => {
    const expected = expectedPeople(wireName, body);
    const people = new Set(expected.map((line) => line.slice(0, line.lastIndexOf(': '))));
    const seen: string[] = [];
    for (const userID of people) {
      const entries = found('byUser', userID, record?.eventID);
      expect(entries).toHaveLength(1);
      seen.push(
        ...String(entries[0]?.role)
          .split(', ')
          .map((role) => `${userID}: ${role}`),
      );
    }
    const roles = foundRoles.get(wireName) ?? new Set();
    foundRoles.set(wireName, new Set([...roles, ...seen.map((line) => line.slice(line.lastIndexOf(': ') + 2))]));

    expect(seen.sort()).toEqual(expected);
    const ofRecord = items.filter(({ eventID, entryOf }) => [eventID, entryOf].includes(record?.eventID));
    expect(ofRecord.filter(({ userID }) => userID !== undefined)).toHaveLength(people.size);
    const group = expectedGroup(body);
    expect(record?.groupID).toBe(group);
    if (group !== undefined) expect(found('byGroup', group, record?.eventID)).toHaveLength(1);
  });
});
