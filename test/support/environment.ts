import { sha256, TOKEN } from './proxy-event.ts';

/** Returns the settings that a function must have, with a database at `endpoint`. */
export function functionEnvironment(endpoint: string) {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AUDIT_TABLE_NAME: 'openim-audit',
    WEBHOOK_TOKEN_HASHES: sha256(TOKEN),
  };
}
