import {
  DomainName,
  EndpointAccessMode,
  EndpointType,
  type IRestApi,
  type RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

/** TLS 1.2 and 1.3, also with key exchanges that quantum computers do not break. A domain and its API should have the same. */
export const SECURITY = {
  securityPolicy: SecurityPolicy.TLS13_1_2_PQ_2025_09,
  endpointAccessMode: EndpointAccessMode.BASIC,
};

interface OwnDomainProps {
  readonly api: RestApi;
  readonly domainName: string;
  /** ARN. */
  readonly certificate: string;
  /** ID of a hosted zone that gets the record; undefined: the operator makes the record. */
  readonly hostedZone: string | undefined;
}

/** A domain of the operator for the API. Its address has no stage. */
export class OwnDomain extends Construct {
  /** The name to which the domain must point in DNS. */
  readonly target: string;

  constructor(scope: Construct, id: string, { api, domainName, certificate, hostedZone }: OwnDomainProps) {
    super(scope, id);
    const domain = new DomainName(this, 'Name', {
      domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
      endpointType: EndpointType.REGIONAL,
      ...SECURITY,
      mapping: api as IRestApi,
    });
    this.target = domain.domainNameAliasDomainName;
    if (hostedZone !== undefined)
      new CfnRecordSet(this, 'Record', {
        hostedZoneId: hostedZone,
        name: domainName,
        type: 'A',
        aliasTarget: { dnsName: this.target, hostedZoneId: domain.domainNameAliasHostedZoneId },
      });
  }
}
