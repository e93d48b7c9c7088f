import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AuditTable } from '../audit/table.ts';
import type { PolicyTable } from '../policy/table.ts';
import { parseSettings, type Settings } from './settings.ts';
import { reportHandled } from './telemetry.ts';

/** What the functions of one process share. */
export interface Environment {
  readonly settings: Settings;
  readonly auditTable: AuditTable;
  /** Where policies are; none, for a function that judges nothing. */
  readonly policyTable?: PolicyTable;
}

/** Milliseconds. A healthy table answers in under ten; what takes longer is worth another attempt. */
const CONNECTION_TIMEOUT = 700;
const REQUEST_TIMEOUT = 1_200;

/** Made once, when the first handler is loaded, so that a wrong setting stops the function before it takes a callback. */
export const environment: Environment = fromProcess();

function fromProcess(): Environment {
  const settings = parseSettings(process.env);
  reportHandled();
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      throwOnRequestTimeout: true,
    },
  });
  const { auditTableName, policyTableName } = settings;
  const auditTable = { client, name: auditTableName };
  if (policyTableName === undefined) return { settings, auditTable };
  return { settings, auditTable, policyTable: { client, name: policyTableName } };
}
