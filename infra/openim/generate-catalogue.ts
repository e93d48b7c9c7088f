import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { WireCallback } from '../../functions/openim/wire-callback.ts';

const Field = v.object({
  name: v.string(),
  type: v.string(),
  nullable: v.optional(v.boolean(), false),
  notBeingSet: v.optional(v.union([v.string(), v.number()])),
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
const TARGET = join(import.meta.dirname, '../../functions/openim/wire-callbacks.ts');

/** Fields of a request that hold a credential of OpenIM's own. */
const SECRET_FIELDS = ['secret'];

/**
 * The module `functions/openim/wire-callbacks.ts`: one row for each wire name of the source.
 *
 * @throws {Error} when one name has two timings
 */
export function generateCatalogue(source: unknown): string {
  const { versions, callbacks } = v.parse(Source, source);
  const order = Object.keys(versions);
  const rows = callbacks.map(({ wireName, shapes }) => [wireName, rowOf(wireName, shapes, order)] as const);
  return `import type { WireCallback } from './wire-callback.ts';

// Made by \`npm run catalogue\` from infra/openim/callbacks.json: change that and make it again.

/** Every callback of openimsdk/open-im-server from ${order.at(0)} to ${order.at(-1)}, by its name on the wire. */
export const wireCallbacks: Readonly<Record<string, WireCallback>> = ${JSON.stringify(Object.fromEntries(rows))};
`;
}

function rowOf(wireName: string, shapes: readonly Shape[], order: readonly string[]): WireCallback {
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
  };
  return {
    timing,
    switches: shapes.flatMap((shape) => rangesOf(shape, order)),
    ...Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0)),
    ...(unset.length > 0 && { unset: Object.fromEntries(unset) }),
  };
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

if (import.meta.main) writeFileSync(TARGET, generateCatalogue(JSON.parse(readFileSync(SOURCE, 'utf8'))));
