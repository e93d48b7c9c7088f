import { type Form, type JsonType, knownBody } from './known-body.ts';

/** A part of a callback that no known version of OpenIM sends. It never has a value of the body. */
export interface Drift {
  readonly kind: 'unknown field' | 'other type' | 'unknown callback';
  /** Path of the field, such as `users[].age`. Empty for a callback. */
  readonly field: string;
  readonly found: JsonType;
  /** Types of the field in the known versions. */
  readonly known: readonly JsonType[];
}

/** A body of another kind of program may have any number of unknown fields. */
const MAX_DRIFTS = 10;

const MAX_NAME_LENGTH = 60;

/**
 * Compares a body with those of all known versions. Missing fields and null are no drift, because the versions differ in both.
 *
 * @param wireName name of the callback, in any case
 * @param body a parsed body. A value that is not an object has no drift.
 * @returns each field once, at most ten
 */
export function driftOf(wireName: string, body: unknown): readonly Drift[] {
  if (typeOf(body) !== 'object') return [];
  const known = knownBody(wireName);
  if (!known) return [{ kind: 'unknown callback', field: '', found: 'object', known: [] }];
  const drifts = new Map<string, Drift>();
  compare(known.form, body, '', (drift) => {
    if (drifts.size < MAX_DRIFTS) drifts.set(`${drift.kind} ${drift.field} ${drift.found}`, drift);
  });
  return [...drifts.values()];
}

function compare(form: Form, value: unknown, path: string, onDrift: (drift: Drift) => void): void {
  const found = typeOf(value);
  if (found === 'null') return;
  if (!form.types.has(found)) {
    onDrift({ kind: 'other type', field: path, found, known: [...form.types] });
  } else if (Array.isArray(value)) {
    for (const item of value) compare(form.item ?? form, item, `${path}[]`, onDrift);
  } else if (found === 'object') {
    for (const [name, field] of Object.entries(value as object)) {
      const known = form.fields.get(name);
      const fieldPath = `${path && `${path}.`}${known ? name : readableName(name)}`;
      if (known) compare(known, field, fieldPath, onDrift);
      else onDrift({ kind: 'unknown field', field: fieldPath, found: typeOf(field), known: [] });
    }
  }
}

function readableName(name: string): string {
  // Callers choose names of unknown fields, so only characters of names remain.
  const start = name.slice(0, MAX_NAME_LENGTH).replace(/[^\p{L}\p{N}_$-]/gu, '?');
  return name.length > MAX_NAME_LENGTH ? `${start}…` : start;
}

function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as 'string' | 'boolean') : 'object';
}
