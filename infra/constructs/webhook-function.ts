import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  type CfnFunction,
  Code,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SettingsEnvironment } from '../../functions/callback/function-settings.ts';
import type { Bundler } from '../bundle/bundle.ts';
import { namesOf } from '../settings/names.ts';
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';

/** CloudFormation knows the domain of each partition, so that no function needs the SDK's rules for endpoints. */
const DYNAMODB_ENDPOINT = `https://dynamodb.${Aws.REGION}.${Aws.URL_SUFFIX}`;

type NamedTable = Pick<ITable, 'tableName'>;

interface WebhookFunctionProps {
  /** The function's file in `functions/`, without the extension. */
  readonly name: string;
  readonly description?: string;
  readonly auditTable: NamedTable;
  /** For functions that judge. */
  readonly policyTable?: NamedTable;
  /** For functions that record callbacks. */
  readonly fallbackQueue?: Queue;
  readonly timeout?: Duration;
  /** Megabytes that the function has, even if the setting is lower. */
  readonly minimumMemory?: number;
  /** Variables of this function alone. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Concurrent executions that are reserved for the function and limit it. */
  readonly reservedConcurrency?: number | undefined;
  /** Records the calls that API Gateway chose for a trace. Other callers make no such choice, so that X-Ray's default would apply. */
  readonly isTraced?: boolean;
  /** Executions that Lambda keeps ready. */
  readonly provisionedConcurrency?: number | undefined;
  /** Encrypts the log group. */
  readonly key?: IKey | undefined;
  readonly settings: StackSettings;
  /** Bundles the function's file into a directory. */
  readonly bundler: Bundler;
}

/** A Lambda function with its own bundle, role and log group. */
export class WebhookFunction extends Construct {
  readonly function: LambdaFunction;
  /** The function, or the alias of the version whose executions are ready. Callers invoke this. */
  readonly target: IFunction;

  constructor(scope: Construct, id: string, props: WebhookFunctionProps) {
    super(scope, id);
    const { name, description = `OpenIM callbacks: ${name}`, timeout = Duration.seconds(5) } = props;
    const { reservedConcurrency, isTraced = false, settings } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      // Retained, because it may hold records that no sink stored.
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.key && { encryptionKey: props.key }),
    });
    const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
    props.bundler(`functions/${name}.ts`, directory);
    this.function = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(directory),
      memorySize: Math.max(settings.memory, props.minimumMemory ?? 0),
      timeout,
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      role: this.roleFor(logGroup, isTraced),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      ...(isTraced && { tracing: Tracing.ACTIVE }),
      environment: { AWS_ENDPOINT_URL_DYNAMODB: DYNAMODB_ENDPOINT, ...environmentOf(props), ...props.environment },
    });
    // Explicit, because a template without it might leave the mode of a deployed function as it is.
    if (!isTraced) (this.function.node.defaultChild as CfnFunction).tracingConfig = { mode: Tracing.PASS_THROUGH };
    // The asset is already copied into the cloud assembly.
    rmSync(directory, { recursive: true });
    this.target = this.ready(props.provisionedConcurrency);
  }

  private ready(provisionedConcurrentExecutions: number | undefined): IFunction {
    if (provisionedConcurrentExecutions === undefined) return this.function;
    const version = this.function.currentVersion as IVersion;
    return new Alias(this, 'Ready', { aliasName: 'ready', version, provisionedConcurrentExecutions }) as IFunction;
  }

  /** Returns a role that writes to its own log group only. The CDK's default role may write to all of the account. */
  private roleFor(logGroup: LogGroup, isTraced: boolean): Role {
    const logs = new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Logs: new PolicyDocument({ statements: [logs] }) },
    });
    if (isTraced)
      acknowledge(role, {
        'AwsSolutions-IAM5[Resource::*]':
          'xray:PutTraceSegments and xray:PutTelemetryRecords have no resources, so they accept only *.',
      });
    return role;
  }
}

function environmentOf({
  settings,
  auditTable,
  policyTable,
  fallbackQueue,
}: WebhookFunctionProps): Record<string, string> {
  const { name, webhookTokenHashes, webhookRelayTokenHashes, otherCallbacks, recordMessages } = settings;
  const { failureVerdict, retentionDays } = settings;
  const isOpen = webhookTokenHashes.length + webhookRelayTokenHashes.length === 0;
  const environment = {
    AUDIT_TABLE_NAME: auditTable.tableName,
    ...(fallbackQueue && { FALLBACK_QUEUE_URL: fallbackQueue.queueUrl }),
    ...(policyTable && { POLICY_TABLE_NAME: policyTable.tableName }),
    WEBHOOK_TOKEN_HASHES: webhookTokenHashes.join(','),
    ...(webhookRelayTokenHashes.length > 0 && { WEBHOOK_RELAY_TOKEN_HASHES: webhookRelayTokenHashes.join(',') }),
    ALLOW_UNAUTHENTICATED: isOpen ? 'true' : 'false',
    ...(!otherCallbacks && { RECORD_OTHER_CALLBACKS: 'false' }),
    ...(recordMessages !== 'envelope' && { RECORD_MESSAGES: recordMessages }),
    FAILURE_VERDICT: failureVerdict,
    ...(retentionDays !== undefined && { RETENTION_DAYS: String(retentionDays) }),
  } satisfies SettingsEnvironment;
  return { ...environment, ...(name !== '' && { POWERTOOLS_METRICS_NAMESPACE: namesOf(name).metricsNamespace }) };
}
