import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../../infra/console/page/route.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 });
const anyEvent = fc.option(
  text.map((event) => ({ event })),
  { nil: {} },
);

const anyRoute: fc.Arbitrary<Route> = fc.oneof(
  fc.tuple(fc.string({ unit: 'grapheme' }), anyEvent).map(([q, event]) => ({ view: 'events' as const, q, ...event })),
  fc
    .tuple(fc.constantFrom('group' as const, 'user' as const), text, anyEvent)
    .map(([view, id, event]) => ({ view, id, ...event })),
  fc.constant({ view: 'policies' as const }),
  text.map((scope) => ({ view: 'policies' as const, scope })),
  fc.constant({ view: 'health' as const }),
);

describe('an address', () => {
  it('leads to the place from which it was made', () => {
    fc.assert(
      fc.property(anyRoute, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it.each([
    { fragment: '', route: { view: 'events', q: '' } },
    { fragment: '#/nothing', route: { view: 'events', q: '' } },
    { fragment: '#/group/', route: { view: 'events', q: '' } },
    { fragment: '#/group/100%', route: { view: 'group', id: '100%' } },
    { fragment: '#events?q=kick', route: { view: 'events', q: 'kick' } },
  ])('that is written by hand leads somewhere: $fragment', ({ fragment, route }) => {
    expect(parseRoute(fragment)).toEqual(route);
  });
});
