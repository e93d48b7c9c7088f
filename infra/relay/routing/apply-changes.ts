import type { Replacements } from '../../../functions/openim/answer.ts';
import { isObject, type JsonObject } from './exact-json.ts';
import { MEMBER_CHANGES } from './read-answer.ts';

/** Field of the request that `memberCallbackList` of the answer changes. */
const MEMBERS = 'memberList';

/** A request with changes, and the values that it had before. A field that it did not have was null. */
export interface ChangedRequest {
  readonly body: JsonObject;
  readonly replaced: JsonObject;
}

/** Applies the changes of an answer to a request, so that the next server judges final values. */
export function applyChanges(body: JsonObject, changes: Replacements): ChangedRequest {
  const { [MEMBER_CHANGES]: memberChanges, ...fields } = changes;
  const ofMembers = membersWith(body, memberChanges);
  const changed = { ...fields, ...ofMembers };
  const names = Object.keys(changed).filter((name) => !isSame(body[name], changed[name]));
  return {
    body: names.length === 0 ? body : { ...body, ...changed },
    replaced: Object.fromEntries(names.map((name) => [name, body[name] ?? null])),
  };
}

function membersWith(body: JsonObject, changes: unknown): JsonObject {
  const { [MEMBERS]: members } = body;
  if (!Array.isArray(changes) || !Array.isArray(members)) return {};
  const ofUser = (userID: unknown) => changes.filter((change) => isObject(change) && change.userID === userID);
  const changed = members.map((member: unknown) => {
    if (!isObject(member)) return member;
    return Object.assign({}, member, ...ofUser(member.userID)) as JsonObject;
  });
  return { [MEMBERS]: changed };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
