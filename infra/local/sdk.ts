import type { Database } from './dynamodb.ts';

/**
 * Points the SDK in this process at a local database: it wants a region and credentials, and any will do. A profile of the
 * person's own must not get in the way.
 */
export function pointSdkAt({ endpoint }: Pick<Database, 'endpoint'>, env: NodeJS.ProcessEnv): void {
  delete env.AWS_PROFILE;
  delete env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  Object.assign(env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
}

/** What the SDK wants and a DynamoDB elsewhere may not care for, where the person has not set it. */
export function fillInForSdk(env: NodeJS.ProcessEnv): void {
  env.AWS_REGION ??= 'local';
  if (env.AWS_PROFILE !== undefined || env.AWS_ACCESS_KEY_ID !== undefined) return;
  Object.assign(env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
}
