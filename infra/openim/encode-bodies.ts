import * as v from 'valibot';
import { type Field, type Shape, Source } from './callbacks-source.ts';

/** `documented.json`: types of fields by path, by wire name. */
export const Documented = v.object({
  callbacks: v.record(v.string(), v.record(v.string(), v.string())),
});

/** The tables of `functions/openim/wire-bodies.ts`. */
export interface WireBodies {
  /** Names of the versions for people, from the oldest to the newest. */
  readonly versions: readonly string[];
  /** Fields of each callback in the text that `knownBody` reads, by wire name. */
  readonly bodies: Readonly<Record<string, string>>;
}

const TYPE_MARKS: Readonly<Record<string, string>> = { string: '', integer: '#', boolean: '?' };

/**
 * Returns the fields of all callbacks with their types and versions, as short as one line of text can say it.
 *
 * @throws {Error} when a source is not of its form, has a type that the text cannot say, or documents a callback that no version has
 */
export function encodeBodies(source: unknown, documented: unknown): WireBodies {
  const { versions, callbacks } = v.parse(Source, source);
  const order = Object.keys(versions);
  const { callbacks: documents } = v.parse(Documented, documented);
  const unknown = Object.keys(documents).filter((name) => !callbacks.some(({ wireName }) => wireName === name));
  if (unknown.length > 0) throw new Error(`no version sends ${unknown.join(', ')}`);
  return {
    versions: Object.entries(versions).map(([name, { date }]) => (name === 'main' ? `main of ${monthOf(date)}` : name)),
    bodies: Object.fromEntries(
      callbacks.map(({ wireName, shapes }) => [wireName, lineOf(shapes, documents[wireName] ?? {}, order)]),
    ),
  };
}

/** @param documents types by path of fields that no version sends */
function lineOf(shapes: readonly Shape[], documents: Readonly<Record<string, string>>, order: readonly string[]) {
  const all = maskOf(
    shapes.flatMap(({ versions }) => versions),
    order,
  );
  const masks = new Map<string, number>();
  for (const { versions, request } of shapes)
    for (const field of request.flatMap(encodeField))
      masks.set(field, (masks.get(field) ?? 0) | maskOf(versions, order));
  const fields = [...masks].map(([field, mask]) => (mask === all ? field : `${field}@${mask.toString(16)}`));
  const documented = Object.entries(documents).map(([path, type]) => `${path}${markOf(type)}@0`);
  return [all.toString(16), ...fields, ...documented].join(' ');
}

/** Returns the paths of a field with their marks: itself, and of a list of objects those of its fields. */
function encodeField({ name, type, fields, optional, absent }: Field): string[] {
  const isList = type.endsWith('[]');
  const path = isList ? `${name}[]` : name;
  const mark = optional || absent ? '~' : '';
  if (fields.length > 0) return fields.map((field) => `${path}.${field.name}${markOf(field.type)}${mark}`);
  return [`${path}${markOf(isList ? type.slice(0, -2) : type)}${mark}`];
}

/** "integer (int64)" is an integer like any other for a reader of JSON. */
function markOf(type: string): string {
  const mark = TYPE_MARKS[type.replace(/ \(.*\)$/, '')];
  if (mark === undefined) throw new Error(`no mark for the type ${type}`);
  return mark;
}

/** Returns a number with one bit for each version, the lowest for the oldest. */
function maskOf(versions: readonly string[], order: readonly string[]): number {
  return versions.reduce((mask, version) => mask | (1 << order.indexOf(version)), 0);
}

/** @param date ISO 8601 */
function monthOf(date: string): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date));
}
