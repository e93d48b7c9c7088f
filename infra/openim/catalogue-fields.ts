import { roleOf } from '../../functions/openim/roles.ts';
import type { WireField } from '../../functions/openim/wire-callback.ts';
import type { Field, Shape } from './callbacks-source.ts';

/** A text with such a name identifies people, by all names that OpenIM has used. */
const NAMES_PEOPLE = /(user|owner|member|inviter|creator|apply|send|recv|receive|friend|black)\w*(id|ids|list)$/i;

/** Returns the fields of a callback's requests by path. */
export function fieldsOf(wireName: string, shapes: readonly Shape[]): Record<string, WireField> {
  const fields = shapes.flatMap(({ request }) => request.flatMap(flatten));
  return Object.fromEntries(
    fields.map(({ path, type }) => {
      const role = type === 'string' ? roleOf(wireName, path) : undefined;
      if (type === 'string' && role === undefined && NAMES_PEOPLE.test(path.replaceAll('[]', '')))
        throw new Error(`${wireName}: ${path} names people. Give it a role in functions/openim/roles.ts.`);
      return [path, { type, ...(role && { role }) }];
    }),
  );
}

/** Returns the paths of a field: itself, and of a list of objects those of its fields. */
function flatten({ name, type, fields }: Field): { path: string; type: string }[] {
  const isList = type.endsWith('[]');
  const path = isList ? `${name}[]` : name;
  if (fields.length > 0) return fields.map((field) => ({ path: `${path}.${field.name}`, type: plain(field.type) }));
  return [{ path, type: plain(isList ? type.slice(0, -2) : type) }];
}

/** "integer (int64)" is an integer like any other for a reader of JSON. */
function plain(type: string): string {
  return type.replace(/ \(.*\)$/, '');
}
