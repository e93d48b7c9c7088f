import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
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
import { bundle } from '../bundle/bundle.ts';
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';

type NamedTable = Pick<ITable, 'tableName'>;

interface WebhookFunctionProps {
  /** The function's file in `functions/`, without the ending. */
  readonly name: string;
  readonly description?: string;
  readonly auditTable: NamedTable;
  /** For a function that judges. */
  readonly policyTable?: NamedTable;
  /** For a function that records what it is sent. */
  readonly fallbackQueue?: Queue;
  readonly timeout?: Duration;
  /** Simultaneous executions that are kept for the function, and that it can't exceed. */
  readonly reservedConcurrency?: number | undefined;
  readonly settings: StackSettings;
}

/** A function with its bundle, a role of its own and a log group of its own. */
export class WebhookFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: WebhookFunctionProps) {
    super(scope, id);
    const { name, description = `OpenIM callbacks: ${name}`, timeout = Duration.seconds(5) } = props;
    const { reservedConcurrency, settings } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      // It may hold what could be stored nowhere else.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
    bundle(`functions/${name}.ts`, directory);
    this.function = new LambdaFunction(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(directory),
      memorySize: settings.memory,
      timeout,
      ...(reservedConcurrency !== undefined && { reservedConcurrentExecutions: reservedConcurrency }),
      role: this.roleFor(logGroup),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      environment: environmentOf(props),
    });
    // By now it is copied into the cloud assembly.
    rmSync(directory, { recursive: true });
  }

  /** The managed policy of the CDK's default role may write to every log group of the account; this one to its own. */
  private roleFor(logGroup: LogGroup): Role {
    const logs = new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Logs: new PolicyDocument({ statements: [logs] }) },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources: xray:PutTraceSegments and PutTelemetryRecords take only *.',
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
  const { webhookTokenHashes, otherCallbacks, failureVerdict, retentionDays } = settings;
  const environment = {
    AUDIT_TABLE_NAME: auditTable.tableName,
    ...(fallbackQueue && { FALLBACK_QUEUE_URL: fallbackQueue.queueUrl }),
    ...(policyTable && { POLICY_TABLE_NAME: policyTable.tableName }),
    WEBHOOK_TOKEN_HASHES: webhookTokenHashes.join(','),
    ALLOW_UNAUTHENTICATED: webhookTokenHashes.length === 0 ? 'true' : 'false',
    ...(!otherCallbacks && { RECORD_OTHER_CALLBACKS: 'false' }),
    FAILURE_VERDICT: failureVerdict,
    ...(retentionDays !== undefined && { RETENTION_DAYS: String(retentionDays) }),
  } satisfies SettingsEnvironment;
  return environment;
}
