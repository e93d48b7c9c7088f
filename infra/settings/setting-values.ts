import type { JsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

/**
 * Describes a setting for the JSON schema of settings files.
 *
 * @param json the form in a file; the schema itself also takes text, as `-c` gives it
 */
export function described<const Schema extends v.GenericSchema<unknown, unknown>>(
  schema: Schema,
  description: string,
  json: JsonSchema,
) {
  return v.pipe(schema, v.metadata({ json: { description, ...json } }));
}

export function flag(fallback: boolean, description: string) {
  const schema = v.pipe(
    v.optional(v.union([v.boolean(), v.picklist(['true', 'false'])], 'must be true or false'), fallback),
    v.transform((value) => value === true || value === 'true'),
  );
  return described(schema, description, { type: 'boolean', default: fallback });
}

export function choice<const Names extends readonly [string, ...string[]]>(
  names: Names,
  fallback: Names[number],
  description: string,
) {
  const list = names.join(', ').replace(/, ([^,]*)$/, ' or $1');
  const schema = v.optional(v.picklist(names, `must be ${list}`), fallback);
  return described(schema, description, { enum: [...names], default: fallback });
}

function numberIn(min: number, max: number, quantity: string) {
  const message = `must be ${quantity}from ${min} to ${max}`;
  return v.pipe(
    v.union([v.number(), v.string()], message),
    v.transform((value) => (value === '' ? Number.NaN : Number(value))),
    v.check((value) => Number.isInteger(value) && value >= min && value <= max, message),
  );
}

export function wholeNumber(min: number, max: number, fallback: number, description: string) {
  return described(v.optional(numberIn(min, max, 'a whole number '), fallback), description, {
    type: 'integer',
    minimum: min,
    maximum: max,
    default: fallback,
  });
}

/** Schema of what counts as a setting that is left out. */
const unset = v.union([v.null(), v.undefined(), v.literal('')]);

export function optionalNumber(min: number, max: number, quantity: string, description: string) {
  const message = `must be ${quantity}from ${min} to ${max}`;
  const schema = v.pipe(
    v.optional(v.union([unset, numberIn(min, max, quantity)], message), null),
    v.transform((value) => (typeof value === 'number' ? value : undefined)),
  );
  return described(schema, description, { type: ['integer', 'null'], minimum: min, maximum: max, default: null });
}

const RATE = 'must be a rate from 0 to 1, such as 0.01';

/** A share. None, 0 and an empty text are the same. */
export function rate(description: string) {
  const schema = v.pipe(
    v.optional(v.union([v.null(), v.number(), v.string()], RATE), null),
    v.transform(Number),
    v.check((value) => value >= 0 && value <= 1, RATE),
    v.transform((value) => value || undefined),
  );
  return described(schema, description, { type: ['number', 'null'], minimum: 0, maximum: 1, default: null });
}

/** @param valid schema of a text, with one message for all that is wrong */
export function optionalText(valid: v.GenericSchema<string>, message: string, description: string, json: JsonSchema) {
  const schema = v.pipe(
    v.optional(v.union([unset, valid], message), null),
    v.transform((value) => value || undefined),
  );
  return described(schema, description, { type: ['string', 'null'], default: null, ...json });
}

/** Texts in a list, or in one text with commas. Blanks around a text do not count. */
export const stringList = v.pipe(
  v.optional(v.union([v.string(), v.array(v.string())], 'must be a list of texts'), ''),
  v.transform((value) => (Array.isArray(value) ? value : value === '' ? [] : value.split(','))),
  v.transform((values) => values.map((value) => value.trim())),
);

export const nonEmptyStrings = v.pipe(
  stringList,
  v.transform((values) => values.filter((value) => value !== '')),
);

/** Form of a list in a file. */
export function listOf(items: JsonSchema, rest: JsonSchema = {}): JsonSchema {
  return { type: ['array', 'string'], items: { type: 'string', ...items }, ...rest };
}
