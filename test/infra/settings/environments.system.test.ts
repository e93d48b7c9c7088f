import type { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { resourcesOf, synthesise } from '../../support/template.ts';

const settings = { alarmEmail: 'ops@example.com', silentHours: 24 };
const unnamed = await synthesise(settings);
const prod = await synthesise({ ...settings, name: 'prod' });
const test = await synthesise({ ...settings, name: 'test' });

const PAIRS = [
  { names: 'prod and test', one: prod, other: test },
  { names: 'the stack without a name and test', one: unnamed, other: test },
];

type Json = Record<string, unknown>;

interface MetricStat {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions?: object };
}

/** Properties that are names in AWS, in any type of resource of the stack. Those that are absent come from CloudFormation. */
const NAME_PROPERTY = /^(?:Name|[A-Z]\w*Name|DisplayName)$/;

/** Names inside of an API, a role or a bus, and those of metrics, which are compared as a whole. */
const INNER_NAMES = /^(?:MetricName|PolicyName|StageName)$/;

/** Returns the names that a template itself gives to its resources. */
function namesIn(template: Template): string[] {
  const resources = Object.values(template.toJSON().Resources) as { Type: string; Properties?: Json }[];
  return resources.flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties)
      .filter(([key, value]) => NAME_PROPERTY.test(key) && typeof value === 'string' && !INNER_NAMES.test(key))
      .map(([key, value]) => `${Type} ${key} ${value}`),
  );
}

/** Returns each metric that a template writes, watches or shows. A resource in a dimension belongs to its stack. */
function metricsIn({ stack, template }: typeof prod): string[] {
  const own = (value: unknown) => JSON.stringify(value).replace(/"Ref":"|"Fn::GetAtt":\["/g, `$&${stack.stackName}.`);
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => {
    const { Metrics, Namespace, MetricName, Dimensions } = Properties;
    const stats: MetricStat[] = (Metrics ?? []).flatMap(
      ({ MetricStat }: { MetricStat?: MetricStat }) => MetricStat ?? [],
    );
    const plain = Namespace === undefined ? [] : [{ Namespace, MetricName, Dimensions }];
    return [...plain, ...stats.map(({ Metric }) => Metric)].map(
      (metric) => `${metric.Namespace} ${metric.MetricName} ${own(metric.Dimensions ?? [])}`,
    );
  });
  const filters = Object.values(resourcesOf(template, 'AWS::Logs::MetricFilter')).flatMap(({ Properties }) =>
    Properties.MetricTransformations.map(
      ({ MetricNamespace, MetricName }: Record<string, string>) => `filter ${MetricNamespace} ${MetricName}`,
    ),
  );
  const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
    ({ Properties }) =>
      `functions write to ${Properties.Environment.Variables.POWERTOOLS_METRICS_NAMESPACE ?? 'OpenIMWebhook'}`,
  );
  return [...new Set([...alarms, ...filters, ...functions, ...shownIn(stack.stackName, template)])];
}

/** Returns the metrics and searches of a dashboard, without their labels. */
function shownIn(stackName: string, template: Template): string[] {
  const [dashboard] = Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));
  // References in the text become words of their stack. The text is JSON then.
  const text = dashboard?.Properties.DashboardBody['Fn::Join'][1]
    .map((part: unknown) => (typeof part === 'string' ? part : `${stackName}.${Object.values(part as Json)[0]}`))
    .join('');
  const { widgets } = JSON.parse(text) as { widgets: { properties: { metrics?: unknown[][] } }[] };
  return widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .flatMap((line) => {
      const [first] = line;
      if (typeof first !== 'object')
        return [`shown ${JSON.stringify(line.filter((part) => typeof part === 'string'))}`];
      const { expression } = first as { expression: string };
      return expression.startsWith('SEARCH') ? [expression] : [];
    });
}

it.each(PAIRS)('gives $names no name that both have', ({ one, other }) => {
  const names = namesIn(one.template);

  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((name) => namesIn(other.template).includes(name))).toEqual([]);
  expect(one.stack.stackName).not.toBe(other.stack.stackName);
});

it.each(PAIRS)('gives $names no metric that both write, watch or show', ({ one, other }) => {
  const metrics = metricsIn(one);

  expect(metrics.length).toBeGreaterThan(40);
  expect(metrics.filter((metric) => metricsIn(other).includes(metric))).toEqual([]);
});

it.each(PAIRS)('gives $names no alarm that both have, and says in an e-mail whose alarm it is', ({ one, other }) => {
  const alarmsOf = ({ template }: typeof prod) =>
    Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const descriptions = alarmsOf(one).map(({ AlarmDescription }) => AlarmDescription);

  expect(alarmsOf(one).filter(({ AlarmName }) => AlarmName !== undefined)).toEqual([]);
  expect(descriptions.length).toBeGreaterThan(15);
  expect(descriptions.filter((text) => alarmsOf(other).some((alarm) => alarm.AlarmDescription === text))).toEqual([]);
});

it('exports nothing, because a name of an export is that of an account and region', () => {
  for (const { template } of [unnamed, prod])
    expect(Object.values(template.findOutputs('*')).filter((output) => 'Export' in output)).toEqual([]);
});

it('puts the searches of a name with a hyphen in quotes, as CloudWatch wants it', () => {
  expect(shownIn('test', test.template).filter((line) => line.startsWith('SEARCH'))).toEqual([
    expect.stringContaining('{"OpenIMWebhook-test",service,command,outcome}'),
    expect.stringContaining('{"OpenIMWebhook-test",service,rule,action}'),
  ]);
});

it('names account, region and protection only if they are set', async () => {
  expect(unnamed.stack.environment).toBe('aws://unknown-account/unknown-region');
  expect(unnamed.stack.terminationProtection).toBe(false);
  const bound = await synthesise({ account: '123456789012', region: 'eu-west-1', terminationProtection: true });
  expect(bound.stack.environment).toBe('aws://123456789012/eu-west-1');
  expect(bound.stack.terminationProtection).toBe(true);
});

/** Resources with state or an address by their logical IDs. CloudFormation deletes what gets another ID. */
const KEPT = {
  AuditRecords096AC1ED: 'AWS::DynamoDB::GlobalTable',
  PolicyTable448FE191: 'AWS::DynamoDB::Table',
  FallbackQueue9D48D008: 'AWS::SQS::Queue',
  FallbackDeadLettersBEF481E7: 'AWS::SQS::Queue',
  DerivationSlices014CB56B: 'AWS::SQS::Queue',
  DerivationDeadLetters66B19717: 'AWS::SQS::Queue',
  DerivationFailuresBucketCE3E40B6: 'AWS::S3::Bucket',
  DerivationBus872626F0: 'AWS::Events::EventBus',
  WebhookApi427E2EB3: 'AWS::ApiGateway::RestApi',
  WebhookApiDeploymentStageprod91D906BD: 'AWS::ApiGateway::Stage',
};

it('keeps all that has state or an address when a stack of before there were names is deployed again', () => {
  const resources = unnamed.template.toJSON().Resources as Record<string, { Type: string; Properties: Json }>;
  const kept = Object.entries(resources).filter(([id]) => id in KEPT);

  expect(Object.fromEntries(kept.map(([id, { Type }]) => [id, Type]))).toEqual(KEPT);
  expect(unnamed.stack.stackName).toBe('OpenIMWebhook');
  expect(resources.WebhookApi427E2EB3?.Properties.Name).toBe('openim-webhook');
  expect(resources.DerivationBus872626F0?.Properties.Name).toBe('OpenIMWebhookDerivationBus98F10B33');
  expect(metricsIn(unnamed)).toContain('functions write to OpenIMWebhook');
});
