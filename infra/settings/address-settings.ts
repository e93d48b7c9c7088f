import * as v from 'valibot';
import { arn, matching } from './existing-settings.ts';
import { described, flag, listOf, nonEmptyStrings } from './setting-values.ts';

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const ENDPOINT = /^vpce-[0-9a-f]{8,17}$/;
const NOT_ENDPOINTS = 'must be IDs of VPC endpoints such as vpce-0123456789abcdef0';

/** Settings of the address that OpenIM calls. */
export const addressSettings = {
  domainName: matching(
    DOMAIN,
    'must be a domain in lower-case letters such as webhooks.example.com',
    'Your own domain for the address. Needs certificate.',
  ),
  certificate: arn(
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    'arn:aws:acm:eu-west-1:123456789012:certificate/ID',
    'ARN of the certificate of domainName, in the region of the stack.',
  ),
  hostedZone: matching(
    /^Z[A-Z0-9]{1,31}$/,
    'must be the ID of a hosted zone of Route 53 such as Z0123456789ABCDEFGHIJ',
    'ID of the hosted zone of Route 53 that gets the record of domainName; null: you make the record.',
  ),
  defaultEndpoint: flag(true, "false turns off API Gateway's own address beside domainName."),
  vpcEndpoints: described(
    v.pipe(
      nonEmptyStrings,
      v.everyItem((id) => ENDPOINT.test(id), NOT_ENDPOINTS),
      v.check((ids) => new Set(ids).size === ids.length, 'has the same VPC endpoint twice. List each endpoint once'),
      v.maxLength(5, 'has more than five VPC endpoints. Use up to five'),
    ),
    'IDs of VPC endpoints of execute-api. With any, the API is private and can be reached only through them.',
    listOf({ pattern: ENDPOINT.source }, { maxItems: 5, uniqueItems: true }),
  ),
};
