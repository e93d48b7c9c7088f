import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm, type MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { expect, it } from 'vitest';
import { sumsOf } from '../../../infra/constructs/metric.ts';
import { resourcesOf } from '../../support/template.ts';

/** The names of the metrics that alarms on these sums look at. */
function lookedAt(sums: readonly MathExpression[]): string[][] {
  const stack = new Stack();
  sums.forEach((metric, index) => {
    new Alarm(stack, `Alarm${index}`, { metric, threshold: 0, evaluationPeriods: 1 });
  });
  return Object.values(resourcesOf(Template.fromStack(stack), 'AWS::CloudWatch::Alarm')).map(({ Properties }) =>
    Properties.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { MetricName: string } } }) =>
      MetricStat ? [MetricStat.Metric.MetricName] : [],
    ),
  );
}

it.each([
  { count: 1, sizes: [1] },
  { count: 10, sizes: [10] },
  { count: 11, sizes: [10, 1] },
  { count: 25, sizes: [10, 10, 5] },
])('sums $count metrics in alarms of ten at most', ({ count, sizes }) => {
  const names = Array.from({ length: count }, (_, index) => `metric-${index}`);

  const alarms = lookedAt(sumsOf(names.map((metricName) => new Metric({ namespace: 'Test', metricName }))));

  expect(alarms.map(({ length }) => length)).toEqual(sizes);
  expect(alarms.flat()).toEqual(names);
});
