import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  type CfnRestApi,
  EndpointType,
  IpAddressType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type Resource,
  RestApi,
  type RestApiProps,
} from 'aws-cdk-lib/aws-apigateway';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { EnvironmentNames } from '../settings/names.ts';
import type { StackSettings } from '../stack-settings.ts';
import { acknowledge } from './acknowledge.ts';
import { accessPolicy } from './gateway-access.ts';
import { Rejections } from './gateway-rejections.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { OwnDomain, SECURITY } from './own-domain.ts';
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
  /** Encrypts the access log. */
  readonly key?: IKey | undefined;
}

/** The REST API that OpenIM calls. */
export class WebhookApi extends Construct {
  readonly api: RestApi;
  /** Address for OpenIM, without `https://` and the token. */
  readonly address: string;
  /** The name to which the operator's domain must point, unless the stack makes the record. */
  readonly domainTarget: string | undefined;

  constructor(scope: Construct, id: string, { routes, settings, names, key }: WebhookApiProps) {
    super(scope, id);
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key }),
    });
    const policy = accessPolicy(settings);
    this.api = new RestApi(this, 'Api', {
      restApiName: names.api,
      description: "Receives OpenIM's callbacks",
      ...this.endpoint(settings),
      ...(!settings.defaultEndpoint && { disableExecuteApiEndpoint: true }),
      cloudWatchRole: settings.accountCloudWatchRole,
      ...(settings.accountCloudWatchRole && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      ...(policy && { policy }),
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
    cfn.securityPolicy = SECURITY.securityPolicy;
    cfn.endpointAccessMode = SECURITY.endpointAccessMode;
    for (const [path, handler] of routes) this.addRoute(path, handler);
    addGatewayResponses(this.api, settings.failureVerdict);
    new Rejections(this, 'Rejections', { accessLogs, namespace: names.metricsNamespace });
    if (settings.tracing !== undefined) new TraceSampling(this, 'Sampling', { api: this.api, rate: settings.tracing });
    this.domainTarget = this.addDomain(settings);
    this.address = this.addressOf(settings);
    if (settings.webAcl !== undefined)
      new CfnWebACLAssociation(this, 'Firewall', {
        webAclArn: settings.webAcl,
        resourceArn: this.api.deploymentStage.stageArn,
      });
    this.acknowledgeFindings();
  }

  /** A private API also gets a name in public DNS for each VPC endpoint, so that the VPC needs no private DNS. */
  private endpoint({ vpcEndpoints }: StackSettings): Partial<RestApiProps> {
    if (vpcEndpoints.length === 0) return { endpointTypes: [EndpointType.REGIONAL] };
    const endpoints = vpcEndpoints.map((id) =>
      InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(this, id, { vpcEndpointId: id, port: 443 }),
    );
    // No other type of address is supported for a private API.
    const ipAddressType = IpAddressType.DUAL_STACK;
    return { endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: endpoints, ipAddressType } };
  }

  private addDomain({ domainName, certificate, hostedZone }: StackSettings): string | undefined {
    if (domainName === undefined || certificate === undefined) return undefined;
    const { target } = new OwnDomain(this, 'Domain', { api: this.api, domainName, certificate, hostedZone });
    return hostedZone === undefined ? target : undefined;
  }

  private addressOf({ domainName, stageName, vpcEndpoints: [endpoint] }: StackSettings): string {
    if (domainName !== undefined) return domainName;
    const { region, urlSuffix } = Stack.of(this);
    const host = endpoint === undefined ? this.api.restApiId : `${this.api.restApiId}-${endpoint}`;
    return `${host}.execute-api.${region}.${urlSuffix}/${stageName}`;
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
