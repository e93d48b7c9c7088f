import { parseSettings } from '../../functions/callback/settings.ts';
import { UsageError } from '../operator/command.ts';
import type { LocalDatabase } from './database.ts';
import type { Queue } from './queue.ts';
import { fillInForSdk, pointSdkAt } from './sdk.ts';
import type { LocalSettings } from './settings.ts';

/**
 * Sets what the functions read from the environment when they are loaded.
 *
 * @param database the embedded one, if it is used
 * @throws {UsageError}
 */
export function prepareEnvironment(
  { auditTableName, policyTableName, isOpen }: LocalSettings,
  database: LocalDatabase | undefined,
  queue: Queue,
): void {
  const own = {
    AUDIT_TABLE_NAME: auditTableName,
    POLICY_TABLE_NAME: policyTableName,
    FALLBACK_QUEUE_URL: queue.url,
    ALLOW_UNAUTHENTICATED: String(isOpen),
  };
  // A person reads one line a callback here, not Lambda's logs.
  const quiet = { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' };
  if (database) pointSdkAt(database, process.env);
  else fillInForSdk(process.env);
  Object.assign(process.env, own, quiet);
  try {
    parseSettings(process.env);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
