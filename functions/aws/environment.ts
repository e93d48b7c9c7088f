import type { Credentials, Scope } from './signature.ts';

/** Environment variables, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Region and keys that Lambda passes to a function, or an operator to a receiver of their own. */
export function accessOf({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: defaultRegion,
  AWS_ACCESS_KEY_ID: accessKeyId = '',
  AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
  AWS_SESSION_TOKEN: sessionToken,
}: Environment): { readonly credentials: Credentials } & Pick<Scope, 'region'> {
  return { region: region ?? defaultRegion ?? '', credentials: { accessKeyId, secretAccessKey, sessionToken } };
}

/** Domains of the partitions whose regions begin like this. All other regions are in `amazonaws.com`. */
const DOMAINS = {
  'cn-': 'amazonaws.com.cn',
  'eusc-': 'amazonaws.eu',
  'us-iso-': 'c2s.ic.gov',
  'us-isob-': 'sc2s.sgov.gov',
  'eu-isoe-': 'cloud.adc-e.uk',
  'us-isof-': 'csp.hci.ic.gov',
};

/** Returns the public endpoint of a service. */
export function endpointOf({ service, region }: Scope): URL {
  const [, domain = 'amazonaws.com'] = Object.entries(DOMAINS).find(([begin]) => region.startsWith(begin)) ?? [];
  return new URL(`https://${service}.${region}.${domain}`);
}
