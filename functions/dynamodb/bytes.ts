import { fromBase64, toBase64 } from '@smithy/core/serde';

/**
 * Writes the input of an operation as JSON. An attribute value is JSON already, except that bytes are base64.
 *
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB low-level API", request format.
 */
export function toJson(input: object): string {
  return JSON.stringify(encoded(input));
}

/** Returns the value itself if it has no bytes, so that most are not copied. */
function encoded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return encodedList(value);
  let copy: Record<string, unknown> | undefined;
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    const written = encoded(member);
    if (written === member) continue;
    copy ??= { ...value };
    copy[name] = written;
  }
  return copy ?? value;
}

function encodedList(list: readonly unknown[]): readonly unknown[] {
  const copy = list.map(encoded);
  return copy.some((item, at) => item !== list[at]) ? copy : list;
}

/**
 * Reads the bytes in an answer, in place. They are texts under `B` and lists of texts under `BS`. An attribute or a table with such
 * a name leads to an object or to a list of objects.
 */
export function readBytes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Record<string, unknown>;
  for (const name in members) {
    const member = members[name];
    if (typeof member !== 'object') {
      if (name === 'B' && typeof member === 'string') members[name] = fromBase64(member);
    } else if (name === 'BS' && Array.isArray(member) && typeof member[0] === 'string')
      members[name] = member.map(fromBase64);
    else readBytes(member);
  }
}
