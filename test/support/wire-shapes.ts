import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { Source } from '../../infra/openim/callbacks-source.ts';

const file = new URL('../../infra/openim/callbacks.json', import.meta.url);
const source = v.parse(Source, JSON.parse(readFileSync(file, 'utf8')));

/** Versions of OpenIM, from the oldest to the newest. */
export const versions = Object.keys(source.versions);

/** Each callback as each version sends it. */
export const shapes = source.callbacks.flatMap(({ wireName, shapes }) =>
  shapes.flatMap((shape) => shape.versions.map((version) => ({ ...shape, wireName, version }))),
);

type Shape = (typeof shapes)[number];
type Field = Shape['request'][number];

/** A value of a field's type. */
export function filled({ type, fields }: Pick<Field, 'type' | 'fields'>): unknown {
  if (type.endsWith('[]')) return [filled({ type: type.slice(0, -2), fields })];
  if (type.startsWith('integer')) return 1;
  if (type === 'boolean') return true;
  return type === 'object'
    ? Object.fromEntries(fields.map(({ name, type }) => [name, filled({ type, fields: [] })]))
    : 'x';
}

/** Ways to fill the fields of a body. Undefined leaves a field out. */
export const FILLINGS = {
  'with all fields': filled,
  'with nothing set': (field: Field) => (field.nullable ? null : (field.notBeingSet ?? filled(field))),
  'with empty lists': (field: Field) => (field.type.endsWith('[]') ? [] : filled(field)),
  'as short as it comes': (field: Field) => (field.optional || field.absent ? undefined : filled(field)),
} satisfies Record<string, (field: Field) => unknown>;

/** The body of a callback, as JSON that was read. */
export function bodyLike({ wireName, request }: Shape, fill: (field: Field) => unknown): Record<string, unknown> {
  const fields = Object.fromEntries(request.map((field) => [field.name, fill(field)]));
  return JSON.parse(JSON.stringify({ callbackCommand: wireName, ...fields }));
}

/** Paths of a request's fields with the type of the value there: lists, and the fields of objects in lists. */
export function pathsOf({ request }: Shape): { path: (string | number)[]; name: string }[] {
  return request.flatMap(({ name, type, fields }) => [
    { path: [name], name },
    ...(type.endsWith('[]') ? [{ path: [name, 0], name: `${name}[]` }] : []),
    ...fields.map((field) => ({ path: [name, 0, field.name], name: `${name}[].${field.name}` })),
  ]);
}
