import * as v from 'valibot';

/** An identifier. The empty string is OpenIM's zero value and counts as missing. */
export const id = v.pipe(v.string('must be a string'), v.minLength(1, 'must not be empty'));

export const text = v.string('must be a string');

const INT32 = 'must be a 32-bit integer';
export const int32 = v.pipe(
  v.number(INT32),
  v.integer(INT32),
  v.minValue(-(2 ** 31), INT32),
  v.maxValue(2 ** 31 - 1, INT32),
);

/** Identifiers, each once. One check for all, because a schema for each of 100,000 members would take most of the deadline. */
export const ids = v.pipe(
  v.custom<string[]>(isListOfStrings, 'must be a list of strings'),
  v.transform((values) => [...new Set(values)]),
);

type FieldType = 'string' | 'number' | 'string?';

type ItemOf<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends 'string' ? string : unknown } & {
  readonly [field: string]: unknown;
};

/**
 * Objects of a list, with the types of their fields. One check for all, for the same reason.
 *
 * @param fields a type that ends in `?` also takes null and a missing field
 */
export function listOf<const Fields extends Readonly<Record<string, FieldType>>>(fields: Fields, message: string) {
  const types = Object.entries(fields);
  const fits = (item: unknown) =>
    typeof item === 'object' && item !== null && types.every(([name, type]) => isOfType(Reflect.get(item, name), type));
  return v.custom<ItemOf<Fields>[]>((value) => Array.isArray(value) && value.every(fits), message);
}

/** Members of a list, each with its identifier. */
export const members = /* @__PURE__ */ listOf({ userID: 'string' }, 'must be a list of objects with a userID');

function isOfType(value: unknown, type: FieldType): boolean {
  return type === 'string?'
    ? value === undefined || value === null || typeof value === 'string'
    : typeof value === type;
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

type Body = Record<string, unknown>;

/**
 * Returns a schema for all forms of one callback's body. The output is the normalised event. It keeps unknown fields and
 * omits `callbackCommand` and `operationID`.
 *
 * `null` means absent. `{"value": x}` becomes `x`, because older servers send protobuf wrapper messages. Go omits the
 * zero value of a wrapper, so `{}` becomes that zero value.
 *
 * Annotate the call with `@__PURE__`, so that bundlers drop it from functions for other callbacks.
 *
 * @param fields schemas of the normalised event
 * @param prepare converts other forms of the body before validation
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
