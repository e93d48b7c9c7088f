import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf } from '../../../functions/openim/drift.ts';
import { redact } from '../../../functions/openim/redact.ts';
import { versionsLike } from '../../../functions/openim/versions-like.ts';
import { versions as shownVersions, wireBodies } from '../../../functions/openim/wire-bodies.ts';
import { wireCallbacks } from '../../../functions/openim/wire-callbacks.ts';
import { encodeBodies } from '../../../infra/openim/encode-bodies.ts';
import { samples } from '../../support/bodies.ts';
import { realRequests } from '../../support/send-callback.ts';
import { bodyLike, FILLINGS, filled, pathsOf, shapes, versions } from '../../support/wire-shapes.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../infra/openim/${name}`, import.meta.url), 'utf8'));

/** One shape of each callback. */
const callbacks = [...new Map(shapes.map((shape) => [shape.wireName, shape])).values()];

it('is made by the script from its sources', () => {
  expect(encodeBodies(read('callbacks.json'), read('documented.json'))).toEqual({
    versions: shownVersions,
    bodies: wireBodies,
  });
});

describe.each(Object.entries(FILLINGS))('a body of a known version %s', (_form, fill) => {
  it('has no drift, redacted or not', () => {
    expect(shapes.length).toBeGreaterThan(350);
    for (const shape of shapes) {
      const body = bodyLike(shape, fill);
      const { secrets = [], message = [] } = wireCallbacks[shape.wireName] ?? {};
      const kept = JSON.parse(redact(JSON.stringify(body), [...secrets, ...message]));
      for (const sent of [body, kept])
        expect([shape.version, driftOf(shape.wireName, sent)]).toEqual([shape.version, []]);
    }
  });

  it('looks like that version', () => {
    for (const shape of shapes) {
      const like = versionsLike(shape.wireName, bodyLike(shape, fill)) ?? '';
      const ranges = like.split(' or ').map((range) => range.split(' to ').map((name) => shownVersions.indexOf(name)));
      const index = versions.indexOf(shape.version);
      const isIn = ranges.some(([first = -1, last = first]) => first <= index && index <= last);
      expect([shape.wireName, shape.version, like, isIn]).toEqual([shape.wireName, shape.version, like, true]);
    }
  });
});

it('finds no drift in bodies of a running server', () => {
  const bodies = realRequests().map(({ body }) => JSON.parse(body));
  expect(bodies).toHaveLength(122);
  for (const body of bodies) expect([body, driftOf(body.callbackCommand, body)]).toEqual([body, []]);
});

it.each(samples.filter(({ form }) => form !== 'invited'))('finds no drift in $callback, $form', ({ body }) => {
  expect(driftOf(body.callbackCommand, body)).toEqual([]);
});

it("finds no drift in the wrapped values of OpenIM's documents, nor in another spelling of a name", () => {
  const groupInfoForSet = { groupID: 'g', groupName: 'n', faceURL: { value: 'f' }, needVerification: { value: 0 } };
  for (const name of ['callbackAfterSetGroupInfoEXCommand', 'callbackaftersetgroupinfoexcommand'])
    expect(driftOf(name, { callbackCommand: name, groupInfoForSet })).toEqual([]);
});

describe.each(callbacks)('$wireName', (shape) => {
  const { wireName, request } = shape;

  it('with a new field has this one drift', () => {
    const body = { ...bodyLike(shape, filled), newField: { secret: 'value' } };
    expect(driftOf(wireName, body)).toEqual([{ kind: 'unknown field', field: 'newField', found: 'object', known: [] }]);
    expect(versionsLike(wireName, body)).toBe(versionsLike(wireName, bodyLike(shape, filled)));
  });

  it('with another type in any place has this one drift', () => {
    for (const { path, name } of pathsOf(shape)) {
      const body = bodyLike(shape, filled);
      const [last = '', ...parents] = path.toReversed();
      const parent = parents.reduceRight<object>((value, step) => Reflect.get(value, step), body);
      Reflect.set(parent, last, 1.5);
      expect(driftOf(wireName, body)).toEqual([
        { kind: 'other type', field: name, found: 'number', known: expect.arrayContaining([expect.any(String)]) },
      ]);
    }
  });

  it('with a new field in one of many objects has this one drift', () => {
    for (const { name } of request.filter(({ fields }) => fields.length > 0)) {
      const body = bodyLike(shape, filled);
      const [item] = body[name] as object[];
      const items = Array.from({ length: 50 }, (_, index) => (index === 40 ? { ...item, age: 7 } : item));
      expect(driftOf(wireName, { ...body, [name]: items })).toEqual([
        { kind: 'unknown field', field: `${name}[].age`, found: 'integer', known: [] },
      ]);
    }
  });
});

it('names the versions that have all other fields', () => {
  const before = { callbackCommand: 'callbackAfterSendSingleMsgCommand' };
  const [oldest, newest] = [shapes.find(isOf(before, 'v3.5.1')), shapes.find(isOf(before, 'v3.8.3'))];
  const like = (shape: (typeof shapes)[number] | undefined) =>
    shape && versionsLike(shape.wireName, { ...bodyLike(shape, filled), newField: 1 });
  expect(like(oldest)).toBe('v3.5.1 to v3.8.0');
  expect(like(newest)).toBe('v3.8.1 to main of July 2026');
});

function isOf({ callbackCommand }: { callbackCommand: string }, version: string) {
  return (shape: (typeof shapes)[number]) => shape.wireName === callbackCommand && shape.version === version;
}

it('says that a callback is unknown, of objects only', () => {
  const name = 'callbackAfterBlowUpCommand';
  expect(driftOf(name, { callbackCommand: name, groupID: 'g' })).toMatchObject([{ kind: 'unknown callback' }]);
  expect(versionsLike(name, {})).toBeUndefined();
  for (const body of [[], 'text', 7, null, undefined]) expect(driftOf(name, body)).toEqual([]);
});

it('names at most ten fields, with characters of names only', () => {
  const command = 'callbackAfterJoinGroupCommand';
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`new${index}`, index]));
  expect(driftOf(command, many)).toHaveLength(10);
  const hostile = JSON.parse('{"__proto__":1,"constructor":2,"a\\u001b[2J b.c[]":3,"\\ud800\\u202erestore:x":4}');
  expect(driftOf(command, { ...hostile, [`long${'x'.repeat(1_000)}`]: 5 }).map(({ field }) => field)).toEqual([
    '__proto__',
    'constructor',
    'a??2J?b?c??',
    '??restore?x',
    `long${'x'.repeat(56)}…`,
  ]);
});

it('says nothing of values', () => {
  const names = fc.constantFrom('users', 'userID', 'groupID', 'secret', 'newField', 'createTime');
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(names, tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(fc.constantFrom(...callbacks), fc.dictionary(names, json), ({ wireName }, body) => {
      const other = JSON.parse(JSON.stringify(body), (_key, value) =>
        typeof value === 'string' ? 'other' : typeof value === 'number' ? 7 : value,
      );
      expect(driftOf(wireName, body)).toEqual(driftOf(wireName, other));
    }),
  );
});
