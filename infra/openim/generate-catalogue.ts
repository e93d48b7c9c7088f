import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Switch, timingIn, type WireCallback, type WireField } from '../../functions/openim/wire-callback.ts';
import { type Shape, Source } from './callbacks-source.ts';
import { fieldsOf } from './catalogue-fields.ts';
import { rowOf } from './catalogue-row.ts';

const SOURCE = join(import.meta.dirname, 'callbacks.json');
const TARGET = join(import.meta.dirname, '../../functions/openim');

const MADE = '// Made by `npm run catalogue` from infra/openim/callbacks.json: change that and make it again.';

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

/** Shorter lists are written where they are used. */
const MIN_SHARED_CHARACTERS = 20;

/** Writes the table of which functions read every byte: without timings that names reveal, and with each list once. */
function writeCallbacks(wireCallbacks: Catalogue['wireCallbacks']): void {
  const rows = Object.entries(wireCallbacks).map(([name, { timing, ...row }]) => [
    name,
    { ...(timing !== timingIn(name) && { timing }), ...row },
  ]);
  const lists = Object.values(wireCallbacks).flatMap((row) => Object.values(row).filter(Array.isArray));
  const texts = lists.map((list) => JSON.stringify(list)).filter((text) => text.length >= MIN_SHARED_CHARACTERS);
  const shared = [...new Set(texts)].filter((text) => texts.indexOf(text) !== texts.lastIndexOf(text));
  const table = shared.reduce(
    (text, list, at) => text.replaceAll(list, `SHARED[${at}]`),
    JSON.stringify(Object.fromEntries(rows)),
  );
  const text = `import { withTimings } from './wire-callback.ts';

${MADE}

/** Lists that several callbacks have. */
const SHARED = [${shared}] as const;

/** Every callback that openimsdk/open-im-server has from v3.5.1 on, by its name on the wire. */
export const wireCallbacks = withTimings(${table});
`;
  writeFileSync(join(TARGET, 'wire-callbacks.ts'), text);
}

function write(file: string, type: string, doc: string, declaration: string, table: object): void {
  const text = `import type { ${type} } from './wire-callback.ts';

${MADE}

/** ${doc} */
export const ${declaration} = ${JSON.stringify(table)};
`;
  writeFileSync(join(TARGET, file), text);
}

if (import.meta.main) {
  const { wireCallbacks, switches, fields } = catalogueOf(JSON.parse(readFileSync(SOURCE, 'utf8')));
  writeCallbacks(wireCallbacks);
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
