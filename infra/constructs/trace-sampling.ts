import { Fn } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';

/** Before the default rule of X-Ray, which has 10,000. Rules of other services do not match the stage. */
const PRIORITY = 1_000;

interface TraceSamplingProps {
  readonly api: RestApi;
  /** Share of callbacks that are traced, from 0 to 1. */
  readonly rate: number;
}

/**
 * Traces a share of the callbacks. Without this rule, X-Ray also records the first request of each second, which is every callback of a
 * receiver with less than one a second. The functions behind the gateway follow its decision.
 *
 * Sources: Amazon API Gateway Developer Guide, "Configure AWS X-Ray sampling rules"; AWS X-Ray Developer Guide, "Configuring sampling
 * rules".
 */
export class TraceSampling extends Construct {
  constructor(scope: Construct, id: string, { api, rate }: TraceSamplingProps) {
    super(scope, id);
    new CfnSamplingRule(this, 'Rule', {
      samplingRule: {
        // At most 32 characters, and another one for each stack of the region.
        ruleName: Fn.join('-', ['openim-webhook', api.restApiId]),
        version: 1,
        priority: PRIORITY,
        reservoirSize: 0,
        fixedRate: rate,
        serviceType: 'AWS::ApiGateway::Stage',
        resourceArn: api.deploymentStage.stageArn,
        // The name of the service ends with that of the stage, which may be longer than a rule permits.
        serviceName: '*',
        host: '*',
        httpMethod: '*',
        urlPath: '*',
      },
    });
  }
}
