import type { Replacements } from '../../../functions/openim/answer.ts';
import { knownCallback } from '../../../functions/openim/known-callback.ts';
import { wireFields } from '../../../functions/openim/wire-fields.ts';
import { repeatedKey } from '../../cli/json-text.ts';
import { isObject, type JsonObject, parseObject } from './exact-json.ts';

const CODES = ['actionCode', 'errCode', 'nextCode'] as const;
const TEXTS = ['errMsg', 'errDlt'] as const;

/**
 * The list in the answer of `callbackBeforeMembersJoinGroupCommand`. Its entries change the members of that userID, one after the other.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/callback.go`, `webhookBeforeMembersJoinGroup`.
 */
export const MEMBER_CHANGES = 'memberCallbackList';
const MEMBER_FIELDS = ['userID', 'nickname', 'faceURL', 'roleLevel', 'muteEndTime', 'ex'];

/** Fields of every answer. */
export type Envelope = Readonly<Record<(typeof CODES)[number], number> & Record<(typeof TEXTS)[number], string>>;

/**
 * An answer as OpenIM reads it. `refused`: the operation does not happen. `continues`: it happens with the changes. `invalid`: OpenIM
 * cannot decode the answer.
 */
export type ReadAnswer =
  | { readonly kind: 'refused' | 'continues'; readonly envelope: Envelope; readonly changes: Replacements }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Reads an answer as OpenIM does: a missing code is 0, case does not matter in names, and a field that is missing or null changes
 * nothing. One difference: a missing field that the answer overwrites changes nothing either, because nobody means to blank it.
 *
 * Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/common.go`, `Parse`, and Go's `encoding/json`.
 */
export function readAnswer(wireName: string, body: Uint8Array): ReadAnswer {
  const answer = parseObject(body);
  if (answer === undefined) return { kind: 'invalid', reason: 'the answer is not a JSON object' };
  // Go keeps an earlier value where a later one is null, and JavaScript moves the last one to the first place.
  if (repeatedKey(Buffer.from(body).toString())) return { kind: 'invalid', reason: 'the answer has a field twice' };
  const fields = namedAs([...CODES, ...TEXTS, ...changeable(wireName)], answer);
  const wrong = Object.keys(fields).find((name) => !hasType(typeOf(wireName, name), fields[name]));
  if (wrong !== undefined) return { kind: 'invalid', reason: `${wrong} of the answer has a wrong type` };
  const envelope = {
    ...{ actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 },
    ...pick(fields, [...CODES, ...TEXTS]),
  } as Envelope;
  // With another actionCode, servers from v3.7 on continue, and earlier ones refuse.
  const isRefused = envelope.actionCode === 0 && envelope.nextCode === 1;
  const changes = withMemberChanges(pick(fields, changeable(wireName)));
  return { kind: isRefused ? 'refused' : 'continues', envelope, changes };
}

function withMemberChanges(changes: Replacements): Replacements {
  const { [MEMBER_CHANGES]: list } = changes;
  if (!Array.isArray(list)) return changes;
  return {
    ...changes,
    [MEMBER_CHANGES]: list.map((entry: unknown) => (isObject(entry) ? namedAs(MEMBER_FIELDS, entry) : entry)),
  };
}

/** Returns the fields that an answer can set. They depend on the name, because versions with different names read different ones. */
export function changeable(wireName: string): readonly string[] {
  const { overwrites = [], replaces = [] } = knownCallback(wireName) ?? {};
  return [...overwrites, ...replaces];
}

/** Returns the fields of an object that are not null, under these spellings. Of several the last counts, as in Go. */
export function namedAs(names: readonly string[], object: JsonObject): JsonObject {
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  const found = Object.entries(object).flatMap(([key, value]) => {
    const name = byLowerCase.get(key.toLowerCase());
    return name === undefined || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

function pick(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/** Returns the JSON type of a field, as far as it is known. */
function typeOf(wireName: string, name: string): string | undefined {
  if (CODES.some((code) => code === name)) return 'integer';
  if (TEXTS.some((text) => text === name)) return 'string';
  return wireFields[wireName]?.[name]?.type;
}

/** Numbers in a form that Go does not take for an integer, such as 1.0, are no JavaScript numbers after parsing. */
function hasType(type: string | undefined, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return (type !== 'string' && type !== 'boolean') || typeof value === type;
}
