/** A service that is called without a client of the SDK. */
export type AwsService = 'ec2' | 'iam' | 'route53' | 'wafv2';

interface Partition {
  /** Prefix of the names of its regions; '' for all other regions. */
  readonly regions: string;
  readonly suffix: string;
  /** Hosts of services without regions, with the region for which requests are signed. */
  readonly global: Readonly<Record<'iam' | 'route53', readonly [host: string, region: string]>>;
}

/** Sources: AWS General Reference, "AWS Identity and Access Management endpoints and quotas" and "Amazon Route 53 endpoints and quotas". */
const PARTITIONS: readonly Partition[] = [
  {
    regions: 'cn-',
    suffix: 'amazonaws.com.cn',
    global: {
      iam: ['iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
      route53: ['route53.amazonaws.com.cn', 'cn-northwest-1'],
    },
  },
  {
    regions: 'us-gov-',
    suffix: 'amazonaws.com',
    global: {
      iam: ['iam.us-gov.amazonaws.com', 'us-gov-west-1'],
      route53: ['route53.us-gov.amazonaws.com', 'us-gov-west-1'],
    },
  },
  {
    regions: 'eusc-',
    suffix: 'amazonaws.eu',
    global: {
      iam: ['iam.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
      route53: ['route53.amazonaws.eu', 'eusc-de-east-1'],
    },
  },
  {
    regions: '',
    suffix: 'amazonaws.com',
    global: { iam: ['iam.amazonaws.com', 'us-east-1'], route53: ['route53.amazonaws.com', 'us-east-1'] },
  },
];

/** Address of a service, and the region for which its requests are signed. */
export interface AwsEndpoint {
  readonly url: URL;
  readonly signedFor: string;
}

/** Returns the endpoint of a service for a region. As in the SDK, the variable `AWS_ENDPOINT_URL` replaces the address. */
export function endpointOf(service: AwsService, region: string): AwsEndpoint {
  const { suffix, global } = PARTITIONS.find(({ regions }) => region.startsWith(regions)) as Partition;
  const [host, signedFor] =
    service === 'iam' || service === 'route53' ? global[service] : [`${service}.${region}.${suffix}`, region];
  return { url: new URL(process.env.AWS_ENDPOINT_URL ?? `https://${host}`), signedFor };
}
