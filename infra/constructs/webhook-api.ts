import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  type CfnRestApi,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type Resource,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EnvironmentNames } from '../settings/names.ts';
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';
import { Rejections } from './gateway-rejections.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { TraceSampling } from './trace-sampling.ts';

/**
 * Excludes fields that can contain a credential, such as the path and error messages. Every line is paid, so it has no time, which CloudWatch
 * has, and no method, which is POST for every route.
 */
const ACCESS_LOG = {
  requestId: AccessLogField.contextRequestId(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
  latencyMilliseconds: AccessLogField.contextResponseLatency(),
  integrationMilliseconds: AccessLogField.contextIntegrationLatency(),
  responseType: AccessLogField.contextErrorResponseType(),
  lambdaStatus: AccessLogField.contextIntegrationStatus(),
};

interface WebhookApiProps {
  /** POST routes and their functions. */
  readonly routes: ReadonlyMap<string, IFunction>;
  readonly settings: StackSettings;
  readonly names: EnvironmentNames;
}

/** The REST API that OpenIM calls. */
export class WebhookApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { routes, settings, names }: WebhookApiProps) {
    super(scope, id);
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Api', {
      restApiName: names.api,
      description: "Receives OpenIM's callbacks",
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: settings.accountCloudWatchRole,
      ...(settings.accountCloudWatchRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      ...(settings.allowedCidrs.length > 0 && { policy: allowOnly(settings.allowedCidrs) }),
      deployOptions: {
        stageName: settings.stageName,
        throttlingRateLimit: settings.throttlingRate,
        throttlingBurstLimit: settings.throttlingBurst,
        tracingEnabled: settings.tracing !== undefined,
        // Billed for each route, and no alarm reads them. Metrics of the whole API cost nothing.
        metricsEnabled: false,
        // API Gateway would make a log group that never expires. `responseType` and `lambdaStatus` of the access log say what failed.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    // This output ends in "/", which would make OpenIM call "//command". WebhookAddress replaces it.
    this.api.node.tryRemoveChild('Endpoint');
    const cfn = this.api.node.defaultChild as CfnRestApi;
    cfn.securityPolicy = SecurityPolicy.TLS13_1_2_PQ_2025_09;
    cfn.endpointAccessMode = 'BASIC';
    for (const [path, handler] of routes) this.addRoute(path, handler);
    addGatewayResponses(this.api, settings.failureVerdict);
    new Rejections(this, 'Rejections', { accessLogs, namespace: names.metricsNamespace });
    if (settings.tracing !== undefined) new TraceSampling(this, 'Sampling', { api: this.api, rate: settings.tracing });
    this.acknowledgeFindings();
  }

  private addRoute(path: string, handler: IFunction): void {
    const resource = path === '/' ? this.api.root : (this.api.root.resourceForPath(path) as Resource);
    resource.addMethod('POST', new LambdaIntegration(handler, { allowTestInvoke: false }));
  }

  private acknowledgeFindings(): void {
    const inFunction =
      'The function authenticates callers, because OpenIM can present HTTP Basic only, which a gateway does not check.';
    acknowledge(this.api, {
      'AwsSolutions-APIG2':
        'The function validates requests, because malformed ones must be recorded. A gateway validator would reject them.',
      'AwsSolutions-APIG3':
        'The operator can add a web application firewall. It has a monthly price, and callers need a token anyway.',
      'AwsSolutions-APIG4': inFunction,
      'AwsSolutions-COG4': inFunction,
      'AwsSolutions-APIG6':
        'The access log has each failure with its type, and an expiry. Execution logs would have none.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'AWS provides this policy for the account-wide role of API Gateway.',
    });
  }
}

/** Allows these addresses only. The function authenticates callers. */
function allowOnly(cidrs: string[]): PolicyDocument {
  const everyRoute = {
    principals: [new AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: ['execute-api:/*'],
  };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ effect: Effect.ALLOW, ...everyRoute }),
      new PolicyStatement({
        effect: Effect.DENY,
        ...everyRoute,
        conditions: { NotIpAddress: { 'aws:SourceIp': cidrs } },
      }),
    ],
  });
}
