import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { type RelayDelivery, relayDeliveryOf } from '../../../functions/callback/relay-delivery.ts';
import { toStorable } from '../../../functions/dynamodb/storable.ts';
import { BatchLine, RELAY_HEADERS, RelayVerdict } from '../../../functions/openim/relay-protocol.ts';

const NOW_MS = Date.parse('2026-03-04T05:06:07.089Z');
const ID = '0192a4b8-7c3d-7e21-9a4b-1c2d3e4f5a6b';

function deliveryWith(headers: Record<string, string>): RelayDelivery | undefined {
  return relayDeliveryOf((name) => headers[name], NOW_MS, toStorable);
}

/** Tells whether a header is taken, beside a valid ID unless it is the ID. */
function isTaken(name: keyof typeof RELAY_HEADERS, value: string): boolean {
  const { id, ...others } = RELAY_HEADERS;
  const headers = name === 'id' ? { [id]: value } : { [id]: ID, [others[name]]: value };
  return deliveryWith(headers)?.relay.ignored === undefined;
}

const times = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }).map((date) => date.toISOString()),
  fc.stringMatching(/^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{2,7}Z$/),
  fc.string(),
);
const verdicts = fc.oneof(
  fc.record(
    {
      verdict: fc.constantFrom('refuse', 'allow', 'change'),
      errCode: fc.oneof(fc.integer(), fc.double(), fc.string()),
      reason: fc.oneof(fc.string({ unit: 'binary' }), fc.integer()),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);

it.each([
  {
    name: 'id',
    values: fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.string(),
    ),
    schema: BatchLine.entries.id,
  },
  {
    name: 'sequence',
    values: fc.oneof(fc.nat(), fc.maxSafeInteger(), fc.bigInt()).map(String),
    schema: v.pipe(v.string(), v.transform(Number), BatchLine.entries.sequence),
  },
  {
    name: 'receivedAt',
    values: times,
    schema: v.pipe(
      BatchLine.entries.receivedAt,
      v.check((time) => !Number.isNaN(Date.parse(time))),
    ),
  },
  {
    name: 'verdict',
    values: verdicts.map((value) => JSON.stringify(value)),
    schema: v.pipe(
      v.string(),
      v.parseJson(),
      RelayVerdict,
      v.check(({ errCode }) => Number.isSafeInteger(errCode)),
    ),
  },
] as const)('takes what the protocol allows, and ignores all else: $name', ({ name, values, schema }) => {
  fc.assert(
    fc.property(values as fc.Arbitrary<string>, (value) => {
      expect(isTaken(name, value)).toBe(v.is(schema, value));
    }),
    { numRuns: 500 },
  );
});

it('never makes a time of the future, whatever the clocks say', () => {
  fc.assert(
    fc.property(times, times, (receivedAt, sentAt) => {
      const headers = { [RELAY_HEADERS.receivedAt]: receivedAt, [RELAY_HEADERS.sentAt]: sentAt };
      const delivery = deliveryWith({ [RELAY_HEADERS.id]: ID, ...headers });
      expect(delivery?.receivedAt ?? '').toMatch(/^$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(Date.parse(delivery?.receivedAt ?? '1970-01-01')).toBeLessThanOrEqual(NOW_MS);
      expect(delivery?.ageMs ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('takes what other servers answered, each field of its type alone', () => {
  const mine = {
    name: 'own',
    answer: { nextCode: 0, nickname: 'Bob' },
    replaced: { nickname: 'bob' },
    isShortened: true,
  };
  const others = [
    { ...mine, error: 5, more: true },
    { name: 'other', answer: [], error: 'no answer' },
  ];
  const taken = deliveryWith({ [RELAY_HEADERS.id]: ID, [RELAY_HEADERS.others]: JSON.stringify(others) });

  expect(taken?.relay.others).toEqual([mine, { name: 'other', error: 'no answer' }]);
});

it.each(['x', '{}', '[{}]', '[null]', JSON.stringify([{ name: 'x'.repeat(10_000) }])])(
  'ignores %.20s in the place of answers of other servers, and says so',
  (value) => {
    const taken = deliveryWith({ [RELAY_HEADERS.id]: ID, [RELAY_HEADERS.others]: value });

    expect(taken?.relay).toEqual({ id: ID, ignored: 'x-relay-others: not valid' });
  },
);
