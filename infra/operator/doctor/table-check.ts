import { setTimeout } from 'node:timers/promises';
import { query } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { withTables } from '../open-tables.ts';
import type { InAws } from '../table-names.ts';
import { type Check, fail, ok, skipped } from './check.ts';
import { checkLastCallback } from './last-callback.ts';

/** Clocks of this machine and of the gateway may differ that much. */
const CLOCK_MARGIN_MS = 10 * 60 * 1_000;

/** Attempts to find the events, because an index on AWS lags behind its table. */
const ATTEMPTS = 10;
const PAUSE_MS = 500;

const MAX_TESTS = 10_000;

export interface WantedRecords {
  readonly runID: string;
  /** Wire names of the events that were answered as recorded. */
  readonly wireNames: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Looks for the records of this run in the table, and for the last callback before: a table in AWS that is named, or the local database as
 * other commands use it.
 */
export async function checkTable(env: NodeJS.ProcessEnv, inAws: InAws, wanted: WantedRecords): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    await withTables(env, inAws, async ({ audit, place }) => {
      checks.push(await recordsIn(audit, place, wanted));
      checks.push(await checkLastCallback(audit, place, new Date(wanted.startedAt)));
    });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    checks.push(
      inAws.auditTable === undefined
        ? skipped('table', `the records were not searched for: ${firstSentence(error)}`, TO_LOOK)
        : fail('table', firstSentence(error), 'Check --table, --region and your credentials.'),
    );
  }
  return checks;
}

/** Remedy when the table is not known. */
export const TO_LOOK =
  'For a receiver on AWS add --table NAME and --region REGION. For one on this machine set DATA_DIR to the directory that npm start shows.';

async function recordsIn(table: Table, place: string, wanted: WantedRecords): Promise<Check> {
  const total = wanted.wireNames.length;
  let missing: readonly string[] = wanted.wireNames;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const found = await namesIn(table, wanted);
    missing = wanted.wireNames.filter((wireName) => !found.has(wireName));
    if (missing.length === 0) return ok('table', `has the events of all ${total} callbacks (${place})`);
    await setTimeout(PAUSE_MS);
  }
  return missing.length === total
    ? fail(
        'table',
        `has none of the test events (${place})`,
        "Check that it is this receiver's table. If so, check its queue and its log.",
      )
    : fail(
        'table',
        `lacks ${missing.length} of ${total} test events: ${missing.join(', ')} (${place})`,
        "Check the receiver's queue and log, which have them.",
      );
}

/** Returns the wire names of this run's records. */
async function namesIn(table: Table, { runID, startedAt }: WantedRecords): Promise<Set<string>> {
  const since = new Date(startedAt - CLOCK_MARGIN_MS).toISOString();
  const until = new Date(Date.now() + CLOCK_MARGIN_MS).toISOString();
  const names = new Set<string>();
  for await (const record of query(table, { index: 'byDay', tests: true, since, until }, MAX_TESTS))
    if (record.body?.includes(runID)) names.add(record.sentAs ?? record.command);
  return names;
}

function firstSentence({ message }: Error): string {
  return message.split(/\.\s/)[0]?.replace(/\.$/, '') ?? message;
}
