import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownCallback } from '../../../../functions/openim/known-callback.ts';
import { wireCallbacks } from '../../../../functions/openim/wire-callbacks.ts';
import { wireFields } from '../../../../functions/openim/wire-fields.ts';
import { applyChanges } from '../../../../infra/relay/routing/apply-changes.ts';
import { type JsonObject, parseObject } from '../../../../infra/relay/routing/exact-json.ts';
import { addChanges, mergeAnswers } from '../../../../infra/relay/routing/merge-answers.ts';
import { readAnswer } from '../../../../infra/relay/routing/read-answer.ts';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Reads an answer that must be valid. */
function changesOf(wireName: string, answer: JsonObject): JsonObject {
  const read = readAnswer(wireName, bytes(answer));
  if (read.kind === 'invalid') throw new Error(read.reason);
  return read.changes;
}

const MEMBERS_JOIN = 'callbackBeforeMembersJoinGroupCommand';

/** Applies an answer as OpenIM does, by the catalogue alone: fields that it overwrites become zero when the answer lacks them. */
function asOpenIm(wireName: string, request: JsonObject, answer: JsonObject): JsonObject {
  const { overwrites = [], replaces = [] } = knownCallback(wireName) ?? {};
  const result: Record<string, unknown> = { ...request };
  for (const name of overwrites) result[name] = answer[name] ?? null;
  for (const name of replaces) if (answer[name] !== undefined && answer[name] !== null) result[name] = answer[name];
  return result;
}

const CHANGEABLE = Object.entries(wireCallbacks).flatMap(([wireName, { overwrites = [], replaces = [] }]) => {
  const names = [...overwrites, ...replaces];
  return names.length > 0 && wireName !== MEMBERS_JOIN ? [{ wireName, names }] : [];
});

function anyValue(wireName: string, name: string): fc.Arbitrary<unknown> {
  const type = wireFields[wireName]?.[name]?.type;
  if (type === 'integer') return fc.integer({ min: 0, max: 100 });
  if (type === 'boolean') return fc.boolean();
  return type === 'string' ? fc.string() : fc.array(fc.string(), { maxLength: 2 });
}

const anyFields = (wireName: string, names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, fc.option(anyValue(wireName, name))])), { requiredKeys: [] });

const withoutNulls = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

it.each(CHANGEABLE)('makes the changes of both in the answer to $wireName, and no other', ({ wireName, names }) => {
  const any = anyFields(wireName, names);
  fc.assert(
    fc.property(any, any, any, (request, otherAnswer, receiverAnswer) => {
      const changes = changesOf(wireName, { nextCode: 0, ...otherAnswer });
      const { body } = applyChanges(request, changes);
      // The receiver repeats what its own answer overwrites, from the body that it got.
      const { overwrites = [] } = knownCallback(wireName) ?? {};
      const echo = Object.fromEntries(overwrites.map((name) => [name, body[name] ?? null]));
      const receiver = { nextCode: 0, ...withoutNulls(echo), ...withoutNulls(receiverAnswer) };

      const merged = mergeAnswers(wireName, request, changes, receiver);

      const wanted = { ...request, ...withoutNulls(otherAnswer), ...withoutNulls(receiverAnswer) };
      const got = asOpenIm(wireName, request, merged);
      for (const name of names) expect(got[name] ?? null).toEqual(wanted[name] ?? null);
      expect(Object.keys(merged).filter((name) => !names.includes(name))).toEqual(['nextCode']);
    }),
    { numRuns: 30 },
  );
});

it('repeats what a bare answer of the receiver would blank', () => {
  const request = { groupID: 'g', groupName: 'old', introduction: 'text', faceURL: null, ex: '', needVerification: 0 };

  const merged = mergeAnswers('callbackBeforeSetGroupInfoCommand', request, { groupName: 'new' }, { nextCode: 0 });

  // ex and needVerification would be set by an answer that repeats them.
  expect(merged).toEqual({ nextCode: 0, groupID: 'g', groupName: 'new', introduction: 'text' });
});

describe('members who join', () => {
  const request = { groupID: 'g', memberList: [{ userID: 'u1', ex: 'a' }, { userID: 'u2' }, 'odd'] };
  const other = changesOf(MEMBERS_JOIN, {
    MemberCallbackList: [
      { userID: 'u1', ex: 'b', nickname: null },
      { UserID: 'u2', NickName: 'two' },
      { userID: 'u1', roleLevel: 60 },
    ],
  });

  it('are judged with the values that they will have', () => {
    const { body, replaced } = applyChanges(request, other);

    expect(body.memberList).toEqual([
      { userID: 'u1', ex: 'b', roleLevel: 60 },
      { userID: 'u2', nickname: 'two' },
      'odd',
    ]);
    expect(replaced).toEqual({ memberList: request.memberList });
  });

  it('get the changes of both, the later ones last', () => {
    const receiver = { memberCallbackList: [{ userID: 'u1', ex: 'c' }] };

    expect(mergeAnswers(MEMBERS_JOIN, request, other, receiver).memberCallbackList).toEqual([
      { userID: 'u1', ex: 'b' },
      { userID: 'u2', nickname: 'two' },
      { userID: 'u1', roleLevel: 60 },
      { userID: 'u1', ex: 'c' },
    ]);
  });

  it('have the flat answer of earlier versions', () => {
    const wireName = 'callbackBeforeMemberJoinGroupCommand';
    const changes = addChanges(changesOf(wireName, { ex: 'b' }), changesOf(wireName, { nickname: 'n' }));

    expect(mergeAnswers(wireName, { userID: 'u1', ex: 'a' }, changes, { nextCode: 0 })).toEqual({
      ...{ nextCode: 0, ex: 'b', nickname: 'n' },
    });
  });
});

it('keeps numbers that JavaScript rounds', () => {
  const text = '{"createTime":9223372036854775807,"seq":1.0,"list":[-0,1e400],"groupID":"g"}';
  const request = parseObject(Buffer.from(text));

  expect(JSON.stringify(request && applyChanges(request, { groupID: 'h' }).body)).toBe(text.replace('"g"', '"h"'));
});

it('leaves a request as it is when an answer repeats its values', () => {
  const request = { groupID: 'g', groupName: 'n' };
  const { body, replaced } = applyChanges(request, { groupID: 'g', groupName: 'n' });

  expect(body).toBe(request);
  expect(replaced).toEqual({});
});
