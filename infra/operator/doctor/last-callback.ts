import { query } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { shortName } from '../../../functions/openim/catalogue.ts';
import { endOf } from '../../cli/times.ts';
import { shownTime } from '../shown-time.ts';
import { type Check, ok, warn } from './check.ts';

/** Days in which the last callback is searched for. */
const MAX_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Replays before the last callback that are passed over. */
const MAX_REPLAYS = 1_000;

/** Says when the last callback was recorded, without tests and replays, because a receiver that answers may never have been called. */
export async function checkLastCallback(table: Table, place: string, now: Date): Promise<Check> {
  const since = new Date(now.getTime() - MAX_DAYS * DAY_MS).toISOString();
  for await (const record of query(table, { index: 'byDay', since, until: endOf(now) }, MAX_REPLAYS)) {
    if (record.replayOf !== undefined) continue;
    const { receivedAt, command, sourceIP } = record;
    const at = shownTime(receivedAt).replace('T', ' ').replace(/Z$/, '');
    return ok('last callback', `${shortName(command)} from ${sourceIP} at ${at} (UTC)`);
  }
  return warn(
    'last callback',
    `none is recorded in the last ${MAX_DAYS} days (${place})`,
    'If OpenIM runs, check its configuration with --webhooks OPENIM/config/webhooks.yml, and restart it after a change.',
  );
}
