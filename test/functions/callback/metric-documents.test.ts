import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentsOf } from '../../../functions/callback/metric-documents.ts';
import type { MetricPoint } from '../../../functions/callback/metric-points.ts';
import { lineProblems } from '../../support/lambda/metric-lines.ts';
import { metricsIn } from '../../support/lambda/read-metrics.ts';

const linesOf = (points: readonly MetricPoint[]) =>
  documentsOf(points, 'OpenIMWebhook', Date.now()).map((document) => JSON.stringify(document));

const callback = (command: string, outcome = 'recorded'): MetricPoint => ({
  ...{ name: 'Callbacks', value: 1, dimensions: { command, outcome }, hasTotal: true },
});
const rule = (id: string): MetricPoint => ({
  ...{ name: 'PolicyRules', value: 1, dimensions: { rule: id, action: 'refuse' } },
});

const age = (value: number): MetricPoint => ({ name: 'DeliveryAge', value });

it.each<{ of: string; points: readonly MetricPoint[]; documents: number }>([
  { of: 'callbacks with the same dimensions', points: [callback('a'), callback('a')], documents: 1 },
  {
    of: 'a callback, a rule and a failure',
    points: [callback('a'), rule('r'), { name: 'Failed', value: 1 }],
    documents: 1,
  },
  { of: 'two commands', points: [callback('a'), callback('b'), callback('a')], documents: 2 },
  { of: 'two rules of a callback', points: [callback('a'), rule('r'), rule('s')], documents: 2 },
  { of: '100 ages', points: Array.from({ length: 100 }, (_, value) => age(value)), documents: 1 },
  { of: '101 ages', points: Array.from({ length: 101 }, (_, value) => age(value)), documents: 2 },
  { of: 'nothing', points: [], documents: 0 },
])('needs $documents for $of', ({ points, documents }) => {
  expect(linesOf(points)).toHaveLength(documents);
});

const anyPoint: fc.Arbitrary<MetricPoint> = fc.oneof(
  fc.constantFrom(callback('a'), callback('b'), callback('a', 'malformed'), rule('r'), rule('s')),
  fc.record({ name: fc.constantFrom('Failed', 'DeliveryAge'), value: fc.integer({ min: 0, max: 9 }) }),
);

it('gives CloudWatch the same values as a document for each point', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 400 }), (points) => {
      const together = linesOf(points);
      expect(together.flatMap(lineProblems)).toEqual([]);
      expect(metricsIn(together)).toEqual(metricsIn(points.flatMap((point) => linesOf([point]))));
    }),
    { numRuns: 50 },
  );
});
