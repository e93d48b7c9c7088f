import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { IndexName } from '../../functions/audit/table-keys.ts';
import { WebhookStack } from '../stack.ts';
import type { StackSettings } from '../stack-settings.ts';
import { accessLineBytes } from './access-line.ts';

/** Everything in a stack that AWS bills. */
export interface StackCounts {
  /** Metrics that alarms read. An alarm on an expression reads several. */
  readonly alarmMetrics: number;
  readonly alarms: number;
  readonly dashboards: number;
  readonly functions: number;
  /** Queues that Lambda polls. */
  readonly polledQueues: number;
  readonly hasBus: boolean;
  readonly indexes: readonly IndexName[];
  readonly hasRecovery: boolean;
  readonly keys: number;
  readonly firewalls: number;
  readonly firewallRules: number;
  /** A web ACL, also one that the stack did not make, is in front of the API. */
  readonly isFirewalled: boolean;
  /** Executions of functions that Lambda keeps ready. */
  readonly keptReady: number;
  readonly accessLineBytes: number;
  readonly memoryMB: { readonly receive: number; readonly derive: number };
  /** How Lambda collects records of the stream before it calls `derive`. */
  readonly stream: { readonly batch: number; readonly windowSeconds: number };
}

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
type Properties = Record<string, any>;

/** Synthesises the stack, without bundles, and counts. Takes a few seconds. */
export function countStack(settings: StackSettings): StackCounts {
  const outdir = mkdtempSync(join(tmpdir(), 'cost-'));
  try {
    const app = new App({ outdir });
    // A table that exists costs what one costs that the stack makes.
    const made = { ...settings, auditTable: undefined, policyTable: undefined };
    const stack = new WebhookStack(app, 'Cost', made, { bundler: writeNothing });
    return countTemplate(app.synth().getStackByName(stack.stackName).template);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A bundle that Lambda would not run. Each function needs another one, because assets have the hash of their content. */
function writeNothing(entry: string, directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'index.mjs'), entry);
}

/** Counts what a template has. */
export function countTemplate({ Resources }: { Resources: Record<string, { Type: string; Properties: Properties }> }) {
  const all = (type: string) =>
    Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
  const alarms = all('AWS::CloudWatch::Alarm');
  const functions = all('AWS::Lambda::Function');
  const sources = all('AWS::Lambda::EventSourceMapping');
  const stream = sources.find(({ StartingPosition }) => StartingPosition);
  const [stage] = all('AWS::ApiGateway::Stage');
  const [table] = all('AWS::DynamoDB::GlobalTable');
  const firewalls = all('AWS::WAFv2::WebACL');
  const memoryOf = (isWanted: (description: string) => boolean) =>
    Math.max(...functions.flatMap(({ Description, MemorySize }) => (isWanted(Description) ? [MemorySize] : [])));
  return {
    alarms: alarms.length,
    alarmMetrics: sum(alarms.map(metricsOf)),
    dashboards: all('AWS::CloudWatch::Dashboard').length,
    functions: functions.length,
    polledQueues: sources.length - (stream ? 1 : 0),
    hasBus: all('AWS::Events::EventBus').length > 0,
    indexes: table?.GlobalSecondaryIndexes.map(({ IndexName }: Properties) => IndexName),
    hasRecovery: table?.Replicas[0].PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
    keys: all('AWS::KMS::Key').length,
    firewalls: firewalls.length,
    firewallRules: sum(firewalls.map(({ Rules = [] }) => Rules.length)),
    isFirewalled: all('AWS::WAFv2::WebACLAssociation').length > 0,
    keptReady: sum(all('AWS::Lambda::Alias').map(readyOf)),
    accessLineBytes: stage?.AccessLogSetting ? accessLineBytes(stage.AccessLogSetting.Format) : 0,
    memoryMB: {
      receive: memoryOf((description) => description.startsWith('OpenIM callbacks: ')),
      derive: memoryOf((description) => description.startsWith('Derives ')),
    },
    stream: { batch: stream?.BatchSize, windowSeconds: stream?.MaximumBatchingWindowInSeconds ?? 0 },
  } satisfies StackCounts;
}

function readyOf({ ProvisionedConcurrencyConfig }: Properties): number {
  return ProvisionedConcurrencyConfig?.ProvisionedConcurrentExecutions ?? 0;
}

function metricsOf({ MetricName, Metrics = [] }: Properties): number {
  if (MetricName !== undefined) return 1;
  return Metrics.filter(({ MetricStat }: Properties) => MetricStat).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
