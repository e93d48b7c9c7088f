import { wireBodies } from './wire-bodies.ts';

/** Type of a value of JSON. A `number` is not whole. */
export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'object' | 'null';

/** Form of a value over all versions: its types, the fields of an object, the items of a list. */
export interface Form {
  readonly types: Set<JsonType>;
  readonly fields: Map<string, Form>;
  item?: Form;
}

/** A field at the top of a body. Versions are a number with one bit for each, the lowest for the oldest. */
interface KnownField {
  versions: number;
  isOptional: boolean;
}

/** A callback's body in all versions that send it. */
export interface KnownBody {
  readonly versions: number;
  readonly form: Form;
  readonly fields: ReadonlyMap<string, KnownField>;
}

/** Names by their lower case, because documents and servers capitalise some names differently. */
const nameOf = new Map(Object.keys(wireBodies).map((name) => [name.toLowerCase(), name]));

/** Returns the body of the callback that a version of OpenIM sends under this name, ignoring case. */
export function knownBody(wireName: string): KnownBody | undefined {
  const line = wireBodies[nameOf.get(wireName.toLowerCase()) ?? ''];
  return line === undefined ? undefined : decode(line);
}

/** Tells whether a version of OpenIM sends a callback under this name, ignoring case. */
export function isKnownCommand(wireName: string): boolean {
  return nameOf.has(wireName.toLowerCase());
}

/** Path, marks of type and presence, versions. */
const FIELD = /^([^#?~@]+)([#?]?)(~?)(?:@(\w+))?$/;

const TYPES: Readonly<Record<string, JsonType>> = { '#': 'integer', '?': 'boolean' };

function decode(line: string): KnownBody {
  const [all = '', ...encoded] = line.split(' ');
  const fields = new Map<string, KnownField>([['callbackCommand', { versions: 0, isOptional: true }]]);
  const form = formOf('object');
  add(form, ['callbackCommand'], 'string');
  for (const field of encoded) {
    const [, path = '', type = '', optional, versions = all] = FIELD.exec(field) ?? [];
    const steps = path.split('.');
    add(form, steps, TYPES[type] ?? 'string');
    const name = (steps[0] as string).replace('[]', '');
    const known = fields.get(name) ?? { versions: 0, isOptional: false };
    known.versions |= Number.parseInt(versions, 16);
    known.isOptional ||= optional === '~';
    fields.set(name, known);
  }
  return { versions: Number.parseInt(all, 16), form, fields };
}

/** Adds a field to the form of an object. */
function add(form: Form, [step = '', ...rest]: readonly string[], type: JsonType): void {
  const name = step.replace('[]', '');
  const last = rest.length > 0 ? 'object' : type;
  const isList = name !== step;
  const field = form.fields.get(name) ?? formOf();
  form.fields.set(name, field);
  field.types.add(isList ? 'list' : last);
  if (isList) {
    field.item ??= formOf();
    field.item.types.add(last);
  }
  if (rest.length > 0) add(field.item ?? field, rest, type);
}

function formOf(...types: JsonType[]): Form {
  return { types: new Set(types), fields: new Map() };
}
