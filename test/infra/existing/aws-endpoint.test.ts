import { afterEach, expect, it, vi } from 'vitest';
import { endpointOf } from '../../../infra/existing/aws-endpoint.ts';

afterEach(() => void vi.unstubAllEnvs());

it.each([
  { region: 'eu-west-1', service: 'wafv2', host: 'wafv2.eu-west-1.amazonaws.com', signedFor: 'eu-west-1' },
  { region: 'eu-west-1', service: 'iam', host: 'iam.amazonaws.com', signedFor: 'us-east-1' },
  { region: 'eu-west-1', service: 'route53', host: 'route53.amazonaws.com', signedFor: 'us-east-1' },
  { region: 'cn-north-1', service: 'ec2', host: 'ec2.cn-north-1.amazonaws.com.cn', signedFor: 'cn-north-1' },
  { region: 'cn-northwest-1', service: 'iam', host: 'iam.cn-north-1.amazonaws.com.cn', signedFor: 'cn-north-1' },
  { region: 'cn-north-1', service: 'route53', host: 'route53.amazonaws.com.cn', signedFor: 'cn-northwest-1' },
  { region: 'us-gov-east-1', service: 'wafv2', host: 'wafv2.us-gov-east-1.amazonaws.com', signedFor: 'us-gov-east-1' },
  { region: 'us-gov-east-1', service: 'iam', host: 'iam.us-gov.amazonaws.com', signedFor: 'us-gov-west-1' },
  { region: 'eusc-de-east-1', service: 'iam', host: 'iam.eusc-de-east-1.amazonaws.eu', signedFor: 'eusc-de-east-1' },
] as const)('asks $service for $region at $host', ({ region, service, host, signedFor }) => {
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);

  expect(endpointOf(service, region)).toEqual({ url: new URL(`https://${host}`), signedFor });
});

it('uses the address in AWS_ENDPOINT_URL, as the SDK does', () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');

  expect(endpointOf('iam', 'eu-west-1').url.host).toBe('127.0.0.1:4566');
});
