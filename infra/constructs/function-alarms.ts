import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type AddAlarm, addSums } from './alarm.ts';
import { functionMetric, PERIOD } from './metric.ts';

/** Adds alarms on the functions as Lambda sees them. */
export function addFunctionAlarms(add: AddAlarm, functions: readonly IFunction[]): void {
  const errors = functions.map((fn) => fn.metricErrors({ period: PERIOD }));
  const throttles = functions.map((fn) => fn.metricThrottles({ period: PERIOD }));
  addSums(add, 'FunctionErrors', 'a function crashed or timed out', errors);
  addSums(add, 'Throttles', 'Lambda throttled a function because of its concurrency limit', throttles);
}

/** Adds alarms on what the functions count themselves. */
export function addCallbackAlarms(add: AddAlarm, namespace: string): void {
  add('RefusedCredentials', 'more than 20 requests in 5 minutes had no token or a wrong token', {
    metric: functionMetric(namespace, 'NotAuthenticated'),
    threshold: 20,
  });
  add('NotRecorded', 'neither the table nor the queue stored a callback, so its record is only in the log', {
    metric: functionMetric(namespace, 'NotRecorded'),
  });
  add('InternalFailures', 'callbacks failed because of a defect in this software', {
    metric: functionMetric(namespace, 'Failed'),
  });
  add('DegradedVerdicts', 'before callbacks were decided by failureVerdict or by an outdated policy', {
    metric: functionMetric(namespace, 'DegradedVerdict'),
  });
  add('OutOfTime', 'more than 10 times in 5 minutes, the table did not answer in time', {
    metric: functionMetric(namespace, 'OutOfTime'),
    threshold: 10,
  });
  add('RelayDelay', 'a relay delivered callbacks more than 15 minutes after OpenIM sent them', {
    metric: functionMetric(namespace, 'DeliveryAge').with({ statistic: 'Maximum' }),
    threshold: Duration.minutes(15).toSeconds(),
  });
  add('RelayClock', 'the clock of a relay differs by more than a minute, so that its times do not count', {
    metric: functionMetric(namespace, 'RelayClockWrong'),
  });
  // Each process reports a drift again every hour. The alarm stays on for a day, so that it sends one e-mail.
  add('WireDrift', 'OpenIM sent a callback, a field or a type that no known version sends', {
    metric: functionMetric(namespace, 'WireDrift'),
    evaluationPeriods: Duration.days(1).toSeconds() / PERIOD.toSeconds(),
    datapointsToAlarm: 1,
  });
}
