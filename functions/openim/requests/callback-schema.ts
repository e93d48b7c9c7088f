import * as v from 'valibot';

/** An identifier: OpenIM's zero value, the empty string, identifies nobody and counts as missing. */
export const id = v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty'));

export const text = v.string('must be a string');

const INT32 = 'must be a 32-bit integer';
export const int32 = v.pipe(
  v.number(INT32),
  v.integer(INT32),
  v.minValue(-(2 ** 31), INT32),
  v.maxValue(2 ** 31 - 1, INT32),
);

type Body = Record<string, unknown>;

/**
 * The schema of one callback's body, for every form in which servers send it. Its output is the event: what happened, in
 * one form, without `callbackCommand` and `operationID` (which belong to the envelope) and with unknown fields kept.
 *
 * A field that is `null` is absent. A field that is `{"value": x}` is `x`: older servers send protobuf's wrapper
 * messages, and encoding/json leaves a wrapper's zero value out, so that `{}` is the zero value itself.
 *
 * @param fields what a normalised event holds
 * @param prepare brings other forms of the body to those fields, before they are checked
 */
export function callbackSchema<const Fields extends v.ObjectEntries>(
  fields: Fields,
  prepare: (body: Body) => Body = identity,
) {
  const unwrap = (body: Body) => unwrapped(body, fields);
  return v.pipe(
    v.custom<Body>((body) => typeof body === 'object' && body !== null),
    v.transform(({ callbackCommand: _command, operationID: _operation, ...body }) => body),
    v.transform(prepare),
    v.transform(unwrap),
    v.looseObject(fields, 'is missing'),
  );
}

function identity(body: Body): Body {
  return body;
}

function unwrapped(body: Body, fields: v.ObjectEntries): Body {
  const plain: Body = {};
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) && isWrapper(value) ? unwrap(value, fields[name]) : value;
    if (field !== null && field !== undefined) plain[name] = field;
  }
  return plain;
}

function isWrapper(value: unknown): value is { value?: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((key) => key === 'value');
}

function unwrap(wrapper: { value?: unknown }, field: v.ObjectEntries[string] | undefined): unknown {
  if ('value' in wrapper) return wrapper.value;
  return ['', 0].find((zero) => field && v.is(field, zero)) ?? wrapper;
}
