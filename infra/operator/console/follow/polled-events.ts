import { setTimeout } from 'node:timers/promises';
import { type AuditQuery, list } from '../../../../functions/audit/query.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { endOf } from '../../../cli/times.ts';
import { eventRow } from '../event-row.ts';
import { matching } from '../matching.ts';
import type { LineQuery } from '../query-line.ts';
import type { Follow, Listener } from './follow.ts';

interface Polling {
  readonly intervalMs: number;
  /**
   * Time before the last poll that is read again, because a record is written up to 3.5 s after its receipt, and an index follows
   * its table later. What the fallback queue delivers later is not seen live.
   */
  readonly lookBackMs: number;
  /** Most rows of one poll. */
  readonly maxRows: number;
  readonly now: () => Date;
}

export const POLLING = { intervalMs: 2_000, lookBackMs: 10_000, maxRows: 2_000, now: () => new Date() };

/** Follows records that other processes write, by reading the newest part of the index again and again. */
export function pollingFollow(audit: Table, options: Polling = POLLING): Follow {
  return (query, listener) => {
    const stop = new AbortController();
    poll(audit, { query, listener, signal: stop.signal }, options).catch(listener.onFailure);
    return () => stop.abort();
  };
}

interface Follower {
  readonly query: LineQuery;
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

async function poll(audit: Table, { query, listener, signal }: Follower, options: Polling): Promise<void> {
  const { intervalMs, lookBackMs, maxRows, now } = options;
  const start = now().getTime();
  /** Times of the rows that were seen, by eventID, as long as they can be read again. */
  const seen = new Map<string, number>();
  let last = start;
  let isFirst = true;
  while (!signal.aborted) {
    try {
      const since = last - lookBackMs;
      const polledAt = now();
      const found = await Array.fromAsync(list(audit, newerThan(query.wanted, since, polledAt), maxRows));
      const unseen = found.filter(({ eventID }) => !seen.has(eventID)).reverse();
      // The first poll also finds what was there before.
      const fresh = isFirst ? unseen.filter(({ receivedAt }) => Date.parse(receivedAt) >= start) : unseen;
      const { matched } = await matching(audit, query.all, fresh);
      for (const { eventID, receivedAt } of unseen) seen.set(eventID, Date.parse(receivedAt));
      for (const [eventID, time] of seen) if (time < since) seen.delete(eventID);
      if (signal.aborted) return;
      if (found.length === maxRows && fresh.length === maxRows) listener.onGap(1);
      if (matched.length > 0) listener.onRows(matched.map(eventRow));
      last = polledAt.getTime();
      isFirst = false;
    } catch (error) {
      if (!signal.aborted) listener.onFailure(error);
    }
    await setTimeout(intervalMs, undefined, { signal }).catch(() => {});
  }
}

function newerThan(wanted: AuditQuery, since: number, now: Date): AuditQuery {
  const times = { since: new Date(since).toISOString(), until: endOf(now) };
  return wanted.index === 'byDay' ? { index: 'byDay', ...times } : { ...wanted, ...times };
}
