import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { roleOf } from '../../functions/openim/people.ts';
import type { Switch, WireCallback, WireField } from '../../functions/openim/wire-callback.ts';

const Field = v.object({
  name: v.string(),
  type: v.string(),
  nullable: v.optional(v.boolean(), false),
  notBeingSet: v.optional(v.union([v.string(), v.number()])),
  fields: v.optional(v.array(v.object({ name: v.string(), type: v.string() })), []),
});

const Shape = v.object({
  versions: v.array(v.string()),
  timing: v.picklist(['after', 'before']),
  webhooksYmlKey: v.string(),
  neverSent: v.optional(v.boolean(), false),
  request: v.array(Field),
  response: v.array(v.object({ name: v.string(), effect: v.picklist(['overwrites', 'replaces', 'ignored']) })),
});

const Source = v.object({
  versions: v.record(v.string(), v.object({ commit: v.string() })),
  callbacks: v.array(v.object({ wireName: v.string(), shapes: v.array(Shape) })),
});

type Shape = v.InferOutput<typeof Shape>;

const SOURCE = join(import.meta.dirname, 'callbacks.json');
const TARGET = join(import.meta.dirname, '../../functions/openim');

/** Fields of a request that hold a credential of OpenIM's own. */
const SECRET_FIELDS = ['secret'];

/**
 * Fields of a message that its sender fills: the message, its preview in a push, the data of a call, and `ex`, where apps keep quotes
 * and translations. A nickname and a picture are the sender's and not the message's.
 */
const MESSAGE_FIELDS = ['content', 'title', 'desc', 'ex', 'signalInfo'];

/** The tables of `functions/openim/`, by wire name. */
export interface Catalogue {
  readonly wireCallbacks: Readonly<Record<string, WireCallback>>;
  /** Apart from the others: functions have no use for them, and each byte of a function is read at a cold start. */
  readonly switches: Readonly<Record<string, readonly Switch[]>>;
  /** Fields of each request by path, over all versions. Apart from the others for the same reason. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, WireField>>>>;
}

/** @throws {Error} when the source is not of its form, one name has two timings, a field that names people has no role, or an answer would repeat a message */
export function catalogueOf(source: unknown): Catalogue {
  const { versions, callbacks } = v.parse(Source, source);
  const order = Object.keys(versions);
  const rows = callbacks.map(({ wireName, shapes }) => [wireName, rowOf(wireName, shapes)] as const);
  const switches = callbacks.map(
    ({ wireName, shapes }) => [wireName, shapes.flatMap((shape) => rangesOf(shape, order))] as const,
  );
  const fields = callbacks.map(({ wireName, shapes }) => [wireName, fieldsOf(wireName, shapes)] as const);
  return {
    wireCallbacks: Object.fromEntries(rows),
    switches: Object.fromEntries(switches),
    fields: Object.fromEntries(fields),
  };
}

/** A text with such a name identifies people, by all names that OpenIM has used. */
const NAMES_PEOPLE = /(user|owner|member|inviter|creator|apply|send|recv|receive|friend|black)\w*(id|ids|list)$/i;

function fieldsOf(wireName: string, shapes: readonly Shape[]): Record<string, WireField> {
  const fields = shapes.flatMap(({ request }) => request.flatMap(flatten));
  return Object.fromEntries(
    fields.map(({ path, type }) => {
      const role = type === 'string' ? roleOf(wireName, path) : undefined;
      if (type === 'string' && role === undefined && NAMES_PEOPLE.test(path.replaceAll('[]', '')))
        throw new Error(`${wireName}: ${path} names people. Give it a role in functions/openim/people.ts.`);
      return [path, { type, ...(role && { role }) }];
    }),
  );
}

/** Returns the paths of a field: itself, and of a list of objects those of its fields. */
function flatten({ name, type, fields }: v.InferOutput<typeof Field>): { path: string; type: string }[] {
  const isList = type.endsWith('[]');
  const path = isList ? `${name}[]` : name;
  if (fields.length > 0) return fields.map((field) => ({ path: `${path}.${field.name}`, type: plain(field.type) }));
  return [{ path, type: plain(isList ? type.slice(0, -2) : type) }];
}

/** "integer (int64)" is an integer like any other for a reader of JSON. */
function plain(type: string): string {
  return type.replace(/ \(.*\)$/, '');
}

function rowOf(wireName: string, shapes: readonly Shape[]): WireCallback {
  const timings = [...new Set(shapes.map(({ timing }) => timing))];
  const [timing] = timings;
  if (timing === undefined || timings.length > 1) throw new Error(`${wireName} must have one timing`);
  const requests = shapes.flatMap(({ request }) => request);
  const answered = (effect: string) =>
    unique(shapes.flatMap(({ response }) => response.filter((field) => field.effect === effect)));
  const unset = requests.flatMap(({ name, notBeingSet }) => (notBeingSet === undefined ? [] : [[name, notBeingSet]]));
  const replaces = answered('replaces');
  const lists = {
    overwrites: answered('overwrites'),
    replaces,
    ignores: answered('ignored').filter((name) => !replaces.includes(name)),
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

/** A pointer in OpenIM's source: null leaves the value as it is, and "" takes it away. */
function isClearable({ type, nullable, notBeingSet }: v.InferOutput<typeof Field>): boolean {
  return type === 'string' && nullable && notBeingSet === undefined;
}

/** The versions of a shape as ranges without a gap. */
function rangesOf({ versions, webhooksYmlKey, neverSent }: Shape, order: readonly string[]) {
  const ranges: string[][] = [];
  for (const version of versions) {
    const last = ranges.at(-1);
    if (last && order.indexOf(version) === order.indexOf(last.at(-1) as string) + 1) last.push(version);
    else ranges.push([version]);
  }
  return ranges.map((range) => ({
    key: webhooksYmlKey,
    from: range[0] as string,
    to: range.at(-1) as string,
    ...(neverSent && { neverSent }),
  }));
}

function unique(fields: readonly { readonly name: string }[]): string[] {
  return [...new Set(fields.map(({ name }) => name))];
}

function write(file: string, type: string, doc: string, declaration: string, table: object): void {
  const text = `import type { ${type} } from './wire-callback.ts';

// Made by \`npm run catalogue\` from infra/openim/callbacks.json: change that and make it again.

/** ${doc} */
export const ${declaration} = ${JSON.stringify(table)};
`;
  writeFileSync(join(TARGET, file), text);
}

if (import.meta.main) {
  const { wireCallbacks, switches, fields } = catalogueOf(JSON.parse(readFileSync(SOURCE, 'utf8')));
  write(
    'wire-callbacks.ts',
    'WireCallback',
    'Every callback that openimsdk/open-im-server has from v3.5.1 on, by its name on the wire.',
    'wireCallbacks: Readonly<Record<string, WireCallback>>',
    wireCallbacks,
  );
  write(
    'switches.ts',
    'Switch',
    "The switches of each callback in OpenIM's configuration, by its name on the wire.",
    'switches: Readonly<Record<string, readonly Switch[]>>',
    switches,
  );
  write(
    'wire-fields.ts',
    'WireField',
    'The fields of each callback by path, by its name on the wire.',
    'wireFields: Readonly<Record<string, Readonly<Record<string, WireField>>>>',
    fields,
  );
}
