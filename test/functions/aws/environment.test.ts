import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { accessOf, endpointOf } from '../../../functions/aws/environment.ts';

it.each([
  'us-east-1',
  'ap-southeast-1',
  'us-gov-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'eusc-de-east-1',
  'mx-central-1',
])("has the SDK's endpoint of %s", (region) => {
  const { url } = new DynamoDBClient({ region }).config.endpointProvider({ Region: region });

  expect(endpointOf({ service: 'dynamodb', region }).href).toBe(url.href);
});

it('takes region and keys of the environment', () => {
  const env = { AWS_REGION: 'r', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' };

  expect(accessOf(env)).toEqual({
    region: 'r',
    credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
  });
  expect(accessOf({ AWS_DEFAULT_REGION: 'd' }).region).toBe('d');
});
