import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Dashboard, GraphWidget, MathExpression, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CALLBACKS_METRIC, NOTABLE_METRICS, POLICY_RULES_METRIC } from '../../functions/callback/metrics.ts';
import { REJECTIONS, rejectionMetric } from './gateway-rejections.ts';
import { functionMetric, PERIOD } from './metric.ts';

/** Workers with which one OpenIM process sends After callbacks. Source: openimsdk/tools, mq/memamq. */
const SENDER_WORKERS = 2;

interface DashboardProps {
  readonly api: RestApi;
  readonly namespace: string;
  /** Aliases whose executions are kept ready, by the names of their functions. */
  readonly ready: ReadonlyMap<string, IFunction>;
}

/** Dashboard of the receiver, with the rate above which OpenIM drops events. */
export class WebhookDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, { api, namespace, ready }: DashboardProps) {
    super(scope, id);
    const latency = (statistic: string) => api.metricLatency({ statistic, period: PERIOD, label: statistic });
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(1) });
    this.dashboard.addWidgets(
      new GraphWidget({
        title: 'Callbacks by command and outcome',
        left: [searchExpression(namespace, 'command,outcome', CALLBACKS_METRIC)],
        width: 12,
      }),
      new GraphWidget({ title: 'Latency (ms)', left: ['p50', 'p90', 'p99'].map(latency), width: 12 }),
    );
    this.dashboard.addWidgets(
      new GraphWidget({
        title: 'Events per second above which one OpenIM process drops events',
        left: [dropRate(api)],
        width: 12,
      }),
      new GraphWidget({
        title: 'Failures and rejections',
        left: [
          ...NOTABLE_METRICS.map((name) => functionMetric(namespace, name)),
          ...REJECTIONS.map((type) => rejectionMetric(namespace, type).with({ label: type })),
        ],
        width: 12,
      }),
    );
    this.dashboard.addWidgets(
      new GraphWidget({
        title: 'Policy rules that fired',
        left: [searchExpression(namespace, 'rule,action', POLICY_RULES_METRIC)],
        width: 24,
      }),
    );
    if (ready.size > 0) this.dashboard.addWidgets(...readyWidgets(ready));
    this.dashboard.addWidgets(
      new TextWidget({
        markdown:
          'Each OpenIM process sends after callbacks with 2 workers that wait for each answer. It therefore sends at most 2 / latency events per second. Faster events fill its queue of 100. When the queue is full, OpenIM drops events without a log line.',
        width: 24,
        height: 2,
      }),
    );
  }
}

/**
 * Returns a line for each existing combination of dimensions. A namespace with a hyphen is quoted.
 * Source: Amazon CloudWatch User Guide, "CloudWatch search expression syntax".
 */
function searchExpression(namespace: string, dimensions: string, metricName: string): MathExpression {
  const schema = `{${/^\w+$/.test(namespace) ? namespace : `"${namespace}"`},service,${dimensions}}`;
  return new MathExpression({
    expression: `SEARCH('${schema} MetricName="${metricName}"', 'Sum', ${PERIOD.toSeconds()})`,
    usingMetrics: {},
    label: '',
    period: PERIOD,
  });
}

/**
 * Shows whether as many executions are kept ready as callbacks need. Only the dashboard does, because an alarm would be paid by the function, and a
 * callback that meets no ready execution is answered, if later.
 *
 * Source: AWS Lambda Developer Guide, "Types of metrics for Lambda functions".
 */
function readyWidgets(ready: ReadonlyMap<string, IFunction>): GraphWidget[] {
  const graph = (title: string, metricName: string, statistic: string) =>
    new GraphWidget({
      title,
      left: [...ready].map(([label, alias]) => alias.metric(metricName, { statistic, period: PERIOD, label })),
      width: 12,
    });
  return [
    graph('Callbacks that met no ready execution', 'ProvisionedConcurrencySpilloverInvocations', 'Sum'),
    graph('Ready executions in use (1 is all)', 'ProvisionedConcurrencyUtilization', 'Maximum'),
  ];
}

function dropRate(api: RestApi): MathExpression {
  return new MathExpression({
    expression: `${SENDER_WORKERS} / (p99 / 1000)`,
    usingMetrics: { p99: api.metricLatency({ statistic: 'p99', period: PERIOD }) },
    label: '2 / p99',
    period: PERIOD,
  });
}
