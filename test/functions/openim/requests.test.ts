import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { callbackNamed, catalogue } from '../../../functions/openim/catalogue.ts';
import { samples } from '../../support/bodies.ts';
import { sampledRuns } from '../../support/sampled.ts';

describe.each(samples)('$callback, body as $form', ({ callback, body, event }) => {
  it('is normalised to its event', () => {
    expect(v.parse(callbackNamed(callback).request, body)).toEqual(event);
  });
});

describe.each(catalogue)('$name', ({ name, request }) => {
  it('gives fields of one name one type, whatever form they came in', () => {
    const events = samples.filter(({ callback }) => callback === name).map(({ body }) => v.parse(request, body));
    const types = new Map<string, Set<string>>();
    for (const [field, value] of events.flatMap((event) => Object.entries(event))) {
      types.set(field, (types.get(field) ?? new Set()).add(Array.isArray(value) ? 'array' : typeof value));
    }
    expect([...types].filter(([, all]) => all.size > 1)).toEqual([]);
  });

  it('normalises what is normal to itself', () => {
    const bodies = samples.filter(({ callback }) => callback === name).map(({ body }) => body);
    const field = fc.constantFrom(...new Set(bodies.flatMap((body) => Object.keys(body))));
    const wrapped = fc.jsonValue().chain((value) => fc.constantFrom(value, { value }, null));
    const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constantFrom('2', '\u0002', ''));
    const changes = fc.dictionary(fc.oneof(field, fc.string()), fc.oneof(wrapped, scalar));
    fc.assert(
      fc.property(fc.constantFrom(...bodies), changes, (body, change) => {
        const once = v.safeParse(request, { ...body, ...change });
        if (once.success) expect(v.parse(request, once.output)).toEqual(once.output);
      }),
      { numRuns: sampledRuns(100, 15) },
    );
  });
});
