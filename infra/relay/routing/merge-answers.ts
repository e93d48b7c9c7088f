import type { Replacements } from '../../../functions/openim/answer.ts';
import { knownCallback } from '../../../functions/openim/known-callback.ts';
import { type JsonObject, parseObject } from './exact-json.ts';
import { changeable, type Envelope, MEMBER_CHANGES, namedAs, readAnswer } from './read-answer.ts';

/** Adds the changes of a later answer to those of an earlier one. */
export function addChanges(earlier: Replacements, later: Replacements): Replacements {
  const [first, second] = [earlier[MEMBER_CHANGES], later[MEMBER_CHANGES]];
  return {
    ...earlier,
    ...later,
    ...(Array.isArray(first) && Array.isArray(second) && { [MEMBER_CHANGES]: [...first, ...second] }),
  };
}

/**
 * Returns an answer that makes the changes of others and those of the receiver, which came later.
 *
 * @param request the body that OpenIM sent, whose values an overwriting answer must repeat
 * @param envelope fields of another server's answer that OpenIM's versions read in different ways
 */
export function mergeAnswers(
  wireName: string,
  request: JsonObject,
  changes: Replacements,
  receiver: JsonObject,
  envelope?: Envelope,
): JsonObject {
  const names = changeable(wireName);
  const own = namedAs(names, receiver);
  const all = addChanges(changes, own);
  const repeated = (knownCallback(wireName)?.overwrites ?? [])
    .filter((name) => request[name] !== undefined && request[name] !== null)
    .map((name) => [name, request[name]]);
  return { ...receiver, ...Object.fromEntries(repeated), ...all, ...envelope };
}

/** Adds the changes of others to the receiver's answer, unless that refuses or there are none. */
export function mergedBody(
  wireName: string,
  request: Uint8Array,
  { changes, envelope }: { readonly changes: Replacements; readonly envelope?: Envelope | undefined },
  answer: string | Buffer,
): string | Buffer {
  if (Object.keys(changes).length === 0 && envelope === undefined) return answer;
  const body = Buffer.from(answer);
  const receiver = parseObject(body);
  if (receiver === undefined || readAnswer(wireName, body).kind !== 'continues') return answer;
  return JSON.stringify(mergeAnswers(wireName, parseObject(request) ?? {}, changes, receiver, envelope));
}
