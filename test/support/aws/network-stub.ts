import type { ServerResponse } from 'node:http';
import type { AwsError } from './aws-error.ts';
import { toXml } from './xml.ts';

/** A VPC endpoint as EC2 describes it, as far as a deployment reads it. */
export interface StubEndpoint {
  readonly serviceName: string;
  readonly state: string;
  readonly policyDocument?: string;
}

/** A hosted zone as Route 53 describes it. */
export interface StubZone {
  readonly Name: string;
  readonly PrivateZone: boolean;
}

/** EC2 and Route 53, whose XML differs from that of the other services. */
export class NetworkStub {
  /** By ID. */
  readonly endpoints = new Map<string, StubEndpoint>();
  /** By ID. */
  readonly zones = new Map<string, StubZone>();

  /** Answers DescribeVpcEndpoints with the endpoints of a filter. */
  answerEc2(parameters: Readonly<Record<string, string>>, response: ServerResponse, fault: AwsError | undefined): void {
    response.setHeader('Content-Type', 'text/xml;charset=UTF-8');
    if (fault) {
      response.statusCode = fault.status;
      const described = toXml({ Code: fault.code, Message: fault.message });
      return void response.end(`<Response><Errors><Error>${described}</Error></Errors></Response>`);
    }
    const wanted = Object.entries(parameters).flatMap(([name, value]) => (/\.Value\.\d$/.test(name) ? [value] : []));
    const items = [...this.endpoints]
      .filter(([id]) => wanted.includes(id))
      .map(([vpcEndpointId, endpoint]) => `<item>${toXml({ vpcEndpointId, vpcId: 'vpc-1', ...endpoint })}</item>`);
    response.end(
      `<DescribeVpcEndpointsResponse xmlns="https://aws"><requestId>1</requestId><vpcEndpointSet>${items.join('')}</vpcEndpointSet></DescribeVpcEndpointsResponse>`,
    );
  }

  /** Answers GetHostedZone. */
  answerRoute53(id: string, response: ServerResponse, fault: AwsError | undefined): void {
    response.setHeader('Content-Type', 'text/xml');
    const zone = this.zones.get(id);
    if (fault || !zone) {
      response.statusCode = fault?.status ?? 404;
      const described = toXml({ Code: fault?.code ?? 'NoSuchHostedZone', Message: fault?.message ?? 'No zone' });
      return void response.end(`<ErrorResponse><Error>${described}</Error></ErrorResponse>`);
    }
    const { Name, PrivateZone } = zone;
    const HostedZone = { Id: `/hostedzone/${id}`, Name, CallerReference: '1', Config: { PrivateZone } };
    response.end(`<GetHostedZoneResponse xmlns="https://aws">${toXml({ HostedZone })}</GetHostedZoneResponse>`);
  }
}
