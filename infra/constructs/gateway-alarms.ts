import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type AddAlarm, SUM } from './alarm.ts';
import { rejectionMetric } from './gateway-rejections.ts';
import { PERIOD, sumOf } from './metric.ts';

/** Adds alarms on slow answers, and on callbacks that API Gateway rejects. */
export function addGatewayAlarms(add: AddAlarm, api: RestApi, namespace: string): void {
  add('SlowAnswers', 'for 10 minutes, 1 in 100 answers took longer than 3 s', {
    metric: api.metricLatency({ statistic: 'p99', period: PERIOD }),
    threshold: 3_000,
    evaluationPeriods: 2,
  });
  add('ServerErrors', 'API Gateway returned 5xx errors of its own', { metric: api.metricServerError(SUM) });
  add('GatewayThrottles', 'API Gateway throttled callbacks, which are lost', {
    metric: rejectionMetric(namespace, 'THROTTLED'),
  });
  // Scans are short. OpenIM behind a new address calls repeatedly.
  add('DeniedAddresses', 'API Gateway denied callers in 3 of 12 five-minute periods', {
    metric: sumOf([rejectionMetric(namespace, 'ACCESS_DENIED'), rejectionMetric(namespace, 'WAF_FILTERED')]),
    evaluationPeriods: 12,
    datapointsToAlarm: 3,
  });
  add('OversizedBodies', 'API Gateway rejected bodies that were too large', {
    metric: rejectionMetric(namespace, 'REQUEST_TOO_LARGE'),
  });
}
