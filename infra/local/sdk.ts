import type { LocalDatabase } from './database.ts';

/**
 * Points the SDK in this process at a local database: it wants a region and a secret, and any will do. A profile of the
 * person's own must not get in the way.
 */
export function pointSdkAt(
  { endpoint, accessKey }: Pick<LocalDatabase, 'endpoint' | 'accessKey'>,
  env: NodeJS.ProcessEnv,
): void {
  delete env.AWS_PROFILE;
  delete env.AWS_SESSION_TOKEN;
  delete env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  Object.assign(env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: 'local',
  });
}

/** What the SDK wants and a DynamoDB elsewhere may not care for, where the person has not set it. */
export function fillInForSdk(env: NodeJS.ProcessEnv): void {
  env.AWS_REGION ??= 'local';
  if (env.AWS_PROFILE !== undefined || env.AWS_ACCESS_KEY_ID !== undefined) return;
  Object.assign(env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
}

/** Tells whether an address of a DynamoDB is one. Without `http://`, its host would be read as a protocol. */
export function isEndpoint(text: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
}

export const NOT_AN_ENDPOINT = 'is not a valid address. Set it to one such as http://127.0.0.1:8000';
