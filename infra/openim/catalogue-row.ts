import type { WireCallback } from '../../functions/openim/wire-callback.ts';
import type { Field, Shape } from './callbacks-source.ts';

/** Fields of a request that hold a credential of OpenIM's own. */
const SECRET_FIELDS = ['secret'];

/**
 * Fields of a message that its sender fills: the message, its preview in a push, the data of a call, and `ex`, where apps keep quotes
 * and translations. A nickname and a picture are the sender's and not the message's.
 */
const MESSAGE_FIELDS = ['content', 'title', 'desc', 'ex', 'signalInfo'];

/** @throws {Error} when one name has two timings, or an answer would repeat a message */
export function rowOf(wireName: string, shapes: readonly Shape[]): WireCallback {
  const timings = [...new Set(shapes.map(({ timing }) => timing))];
  const [timing] = timings;
  if (timing === undefined || timings.length > 1) throw new Error(`${wireName} must have one timing`);
  const requests = shapes.flatMap(({ request }) => request);
  const answered = (effect: string) =>
    unique(shapes.flatMap(({ response }) => response.filter((field) => field.effect === effect)));
  const unset = requests.flatMap(({ name, notBeingSet }) => (notBeingSet === undefined ? [] : [[name, notBeingSet]]));
  const lists = {
    overwrites: answered('overwrites'),
    replaces: answered('replaces'),
    clears: timing === 'before' ? unique(requests.filter(isClearable)) : [],
    secrets: unique(requests.filter(({ name }) => SECRET_FIELDS.includes(name))),
    message: messageFieldsOf(requests),
  };
  if (lists.message.some((name) => lists.overwrites.includes(name)))
    throw new Error(`${wireName}: an answer would repeat a redacted field`);
  return {
    timing,
    ...Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0)),
    ...(unset.length > 0 && { unset: Object.fromEntries(unset) }),
  };
}

/** Returns the fields of a request that hold a message. A request without `content` has none: its `ex` is a group's or a user's. */
function messageFieldsOf(requests: readonly { readonly name: string }[]): string[] {
  const fields = unique(requests.filter(({ name }) => MESSAGE_FIELDS.includes(name)));
  return fields.includes('content') ? fields : [];
}

/** A pointer in OpenIM's source: null leaves the value as it is, and "" clears it. */
function isClearable({ type, nullable, notBeingSet }: Field): boolean {
  return type === 'string' && nullable && notBeingSet === undefined;
}

function unique(fields: readonly { readonly name: string }[]): string[] {
  return [...new Set(fields.map(({ name }) => name))];
}
