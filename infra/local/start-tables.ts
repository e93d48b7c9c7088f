import { setTimeout } from 'node:timers/promises';
import { print } from '../cli/usage-error.ts';
import type { LocalSettings } from './local-settings.ts';
import { makeTables } from './make-tables.ts';
import { warn } from './warn.ts';

/** Maximum time to wait for the tables before listening. */
const TABLES_TIMEOUT_MS = 3_000;

export interface StartedTables {
  /** Resolves when both tables exist. */
  readonly made: Promise<void>;
  /** Resolves when they exist or the wait is over, and rejects on a permanent error. */
  readonly awaited: Promise<unknown>;
}

/** Creates the tables in the DynamoDB to which the SDK in this process points, and says when that takes long. */
export function startTables(settings: LocalSettings): StartedTables {
  const waiting = Promise.withResolvers<void>();
  const onWaiting = (sentence: string) => {
    warn(sentence);
    waiting.resolve();
  };
  const made = makeTables(settings, process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '', { onWaiting, onReady: print });
  const timeout = setTimeout(TABLES_TIMEOUT_MS, undefined, { ref: false });
  return { made, awaited: Promise.race([made, waiting.promise, timeout]) };
}
