import type { AlarmProps, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PERIOD, sumsOf } from './metric.ts';

/** Adds an alarm. The name is that of its entry in `docs/runbook.md`, and of the construct unless an `id` is given. */
export type AddAlarm = (
  name: string,
  description: string,
  props: Partial<AlarmProps> & { readonly metric: IMetric },
  id?: string,
) => void;

export const SUM = { period: PERIOD, statistic: 'Sum' };
export const MAXIMUM = { period: PERIOD, statistic: 'Maximum' };

/** Adds as many alarms as the metrics need. They share one entry in the runbook. */
export function addSums(add: AddAlarm, name: string, description: string, metrics: readonly IMetric[]): void {
  sumsOf(metrics).forEach((metric, index) => {
    add(name, description, { metric }, index === 0 ? name : `${name}${index + 1}`);
  });
}
