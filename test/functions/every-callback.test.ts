import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Callback, catalogue } from '../../functions/openim/catalogue.ts';
import { switches } from '../../functions/openim/switches.ts';
import { wireCallbacks } from '../../functions/openim/wire-callbacks.ts';
import { wireFields } from '../../functions/openim/wire-fields.ts';
import { catalogueOf } from '../../infra/openim/generate-catalogue.ts';
import { routes } from '../../infra/routes.ts';
import { call, type LoadedFunctions, loadFunctions } from '../support/call.ts';
import type { Call } from '../support/proxy-event.ts';
import { sampled } from '../support/sampled.ts';
import { auditTable, everyItem } from '../support/table.ts';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
  readonly notBeingSet?: string | number;
  readonly fields?: readonly Field[];
}

interface Shape {
  readonly versions: readonly string[];
  readonly timing: 'after' | 'before';
  readonly request: readonly Field[];
  readonly response: readonly { readonly name: string; readonly effect: string }[];
}

interface Source {
  readonly callbacks: readonly { readonly wireName: string; readonly shapes: readonly Shape[] }[];
}

const sourceFile = new URL('../../infra/openim/callbacks.json', import.meta.url);
const source: Source = JSON.parse(readFileSync(sourceFile, 'utf8'));

const rows = source.callbacks.flatMap(({ wireName, shapes }) =>
  sampled(shapes, (shape) => shape === shapes.at(-1)).map((shape) => ({
    wireName,
    first: shape.versions[0],
    ...shape,
  })),
);

/** With `allow`, a verdict does not decide alone: an answer that would overwrite is refused, too. */
const VERDICTS = ['refuse', 'allow'] as const;

const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };

/** A value of a field's type. */
function sampleOf({ name, type, fields = [] }: Field): unknown {
  if (type.endsWith('[]')) return [sampleOf({ name, type: type.slice(0, -2), fields })];
  if (type.startsWith('integer')) return 1;
  if (type === 'boolean') return true;
  return type === 'object' ? Object.fromEntries(fields.map((field) => [field.name, sampleOf(field)])) : 'x';
}

/** A body of a shape. The fields that may be null, or may not be being set, hold what `optional` gives for them. */
function bodyFor(wireName: string, { request }: Shape, optional: (field: Field) => unknown) {
  const fields = request.map((field) => [field.name, optional(field)]);
  return { callbackCommand: wireName, ...Object.fromEntries(fields) };
}

const FORMS = {
  'everything set': sampleOf,
  'nothing set': (field: Field) => (field.nullable ? null : (field.notBeingSet ?? sampleOf(field))),
} satisfies Record<string, (field: Field) => unknown>;

function send(functions: LoadedFunctions, wireName: string, what: Call) {
  const name = routes.get(`/${wireName}`) ?? 'other-callback';
  return call(functions, name, { path: `/${wireName}`, pathParameters: { command: wireName }, ...what });
}

it('is the catalogue that the script makes of the source', () => {
  expect(catalogueOf(source)).toEqual({ wireCallbacks, switches, fields: wireFields });
});

it.each(catalogue.map((callback): Callback => callback))('$name has the timing of all its names', (callback) => {
  const timings = callback.wireNames.flatMap((wireName) => wireCallbacks[wireName]?.timing ?? []);
  expect(new Set(timings)).toEqual(new Set([callback.timing]));
});

const table = await auditTable(afterAll);
const functionsOf = {
  refuse: await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'refuse' }),
  allow: await loadFunctions(table.endpoint, { FAILURE_VERDICT: 'allow' }),
};

const answers = new Map<string, Awaited<ReturnType<typeof send>>>();
for (const { wireName, first, ...shape } of rows)
  for (const [form, optional] of Object.entries(FORMS)) {
    const requestID = `${wireName} of ${first}, ${form}`;
    const body = bodyFor(wireName, shape, optional);
    answers.set(requestID, await send(functionsOf.refuse, wireName, { body, requestID }));
  }
const records = await everyItem(table);

describe.each(rows)('$wireName of $first', ({ wireName, first, ...shape }) => {
  it.each(Object.entries(FORMS))('goes on with what it asked for, %s', (form, optional) => {
    const body = bodyFor(wireName, shape, optional);
    const sent = `${wireName} of ${first}, ${form}`;

    const overwritten = shape.response.filter(({ effect }) => effect === 'overwrites').map(({ name }) => name);
    const repeated = Object.entries(body).filter(([name, value]) => overwritten.includes(name) && value !== null);
    expect(answers.get(sent)).toMatchObject({ status: 200, answer: { ...GO_ON, ...Object.fromEntries(repeated) } });
    const record = records.find(({ requestID }) => requestID === sent);
    expect(record).toMatchObject({ outcome: expect.stringMatching(/^(recorded|allowed)$/) });
    expect(record?.reason).toBeUndefined();
  });

  it.each(sampled(VERDICTS, (verdict) => verdict === 'allow'))(
    'is answered by its timing when its body is not valid and failures %s',
    async (verdict) => {
      const { answer } = await send(functionsOf[verdict], wireName, { body: '{' });

      const overwrites = shape.response.some(({ effect }) => effect === 'overwrites');
      const isRefused = shape.timing === 'before' && (verdict === 'refuse' || overwrites);
      expect(answer).toMatchObject({
        actionCode: shape.timing === 'after' ? 1 : 0,
        errCode: 5400,
        nextCode: isRefused ? 1 : 0,
      });
    },
  );
});
