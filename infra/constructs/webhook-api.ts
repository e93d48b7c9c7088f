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
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { Rejections } from './rejections.ts';

/** Only what can't carry a credential: the route and not the path, the kind of an error and not its message. */
const ACCESS_LOG = {
  requestId: AccessLogField.contextRequestId(),
  requestTime: AccessLogField.contextRequestTime(),
  method: AccessLogField.contextHttpMethod(),
  route: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  sourceIp: AccessLogField.contextIdentitySourceIp(),
  latencyMilliseconds: AccessLogField.contextResponseLatency(),
  integrationMilliseconds: AccessLogField.contextIntegrationLatency(),
  responseType: AccessLogField.contextErrorResponseType(),
};

interface WebhookApiProps {
  /** Each path that takes a POST, and the function behind it. */
  readonly routes: ReadonlyMap<string, IFunction>;
  readonly settings: StackSettings;
}

/** The REST API that OpenIM calls. */
export class WebhookApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { routes, settings }: WebhookApiProps) {
    super(scope, id);
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = new RestApi(this, 'Api', {
      restApiName: 'openim-webhook',
      description: "Takes OpenIM's callbacks",
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: settings.accountCloudWatchRole,
      ...(settings.accountCloudWatchRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      ...(settings.allowedCidrs.length > 0 && { policy: allowOnly(settings.allowedCidrs) }),
      deployOptions: {
        stageName: settings.stageName,
        throttlingRateLimit: settings.throttlingRate,
        throttlingBurstLimit: settings.throttlingBurst,
        tracingEnabled: true,
        metricsEnabled: true,
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    // Its address ends in "/", with which OpenIM would call "//command". The stack has an output of its own.
    this.api.node.tryRemoveChild('Endpoint');
    const cfn = this.api.node.defaultChild as CfnRestApi;
    cfn.securityPolicy = SecurityPolicy.TLS13_1_2_PQ_2025_09;
    cfn.endpointAccessMode = 'BASIC';
    for (const [path, handler] of routes) this.addRoute(path, handler);
    addGatewayResponses(this.api, settings.failureVerdict);
    new Rejections(this, 'Rejections', { accessLogs });
    this.acknowledgeFindings();
  }

  private addRoute(path: string, handler: IFunction): void {
    const resource = path === '/' ? this.api.root : (this.api.root.resourceForPath(path) as Resource);
    resource.addMethod('POST', new LambdaIntegration(handler, { allowTestInvoke: false }));
  }

  private acknowledgeFindings(): void {
    const inFunction =
      'The function checks the caller: OpenIM can present HTTP Basic and nothing that a gateway understands.';
    acknowledge(this.api, {
      'AwsSolutions-APIG2':
        'The function validates: what is malformed must be recorded, and a validator would turn it away.',
      'AwsSolutions-APIG3':
        'A web application firewall is for the operator to add: it costs by the month, and callers need the token anyway.',
      'AwsSolutions-APIG4': inFunction,
      'AwsSolutions-COG4': inFunction,
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The role is the account-wide one of API Gateway, which AWS makes this policy for.',
    });
  }
}

/** Everyone may call (who it is, the function checks), but from nowhere else than these addresses. */
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
