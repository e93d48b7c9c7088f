import type { LocalDatabase } from './database.ts';

/**
 * Configures the SDK in this process for a local database. The SDK requires a region and a secret, of any value. Settings
 * of the user, such as a profile, are removed.
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

/** Sets defaults for values that the SDK requires but an external DynamoDB may ignore. */
export function fillInForSdk(env: NodeJS.ProcessEnv): void {
  env.AWS_REGION ??= 'local';
  if (env.AWS_PROFILE !== undefined || env.AWS_ACCESS_KEY_ID !== undefined) return;
  Object.assign(env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
}

/** Tells whether a text is an HTTP URL. Without `http://`, the host would be parsed as a protocol. */
export function isEndpoint(text: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
}

export const NOT_AN_ENDPOINT = 'is not a valid address. Set it to one such as http://127.0.0.1:8000';
