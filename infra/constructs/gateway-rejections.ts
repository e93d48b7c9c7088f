import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PERIOD } from './metric.ts';

/**
 * Response types of callbacks that never reach a function. Unknown paths are excluded, because internet scanners request
 * them all day.
 * Source: Amazon API Gateway Developer Guide, "Gateway response types".
 */
export const REJECTIONS = ['THROTTLED', 'ACCESS_DENIED', 'WAF_FILTERED', 'REQUEST_TOO_LARGE'] as const;

type RejectionType = (typeof REJECTIONS)[number];

const METRIC_NAME = 'GatewayRejections';
const DIMENSION = 'responseType';
const FIELD = `$.${DIMENSION}`;

interface RejectionsProps {
  readonly accessLogs: LogGroup;
  /** Namespace of the metric. Its dimensions come from the log, so that they cannot name the environment. */
  readonly namespace: string;
}

/** Counts the gateway's rejections by type, from its access log. */
export class Rejections extends Construct {
  constructor(scope: Construct, id: string, { accessLogs, namespace }: RejectionsProps) {
    super(scope, id);
    new MetricFilter(this, 'Filter', {
      logGroup: accessLogs,
      filterPattern: FilterPattern.any(...REJECTIONS.map((type) => FilterPattern.stringValue(FIELD, '=', type))),
      metricNamespace: namespace,
      metricName: METRIC_NAME,
      dimensions: { [DIMENSION]: FIELD },
    });
  }
}

/** Returns the number of rejections of one type. */
export function rejectionMetric(namespace: string, type: RejectionType): Metric {
  return new Metric({
    namespace,
    metricName: METRIC_NAME,
    dimensionsMap: { [DIMENSION]: type },
    statistic: 'Sum',
    period: PERIOD,
  });
}
