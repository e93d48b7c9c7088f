import { setTimeout } from 'node:timers/promises';
import { follow } from '../../../../functions/audit/follow/follow.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import { eventRow } from '../event-row.ts';
import type { LineQuery } from '../query-line.ts';
import type { Follow, Listener } from './follow.ts';

/** Time before the retry of a source that could not be read in the beginning. */
const RETRY_MS = 2_000;

interface Polling {
  readonly now: () => Date;
  /** Waits between polls. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Follows records that other processes write, by reading the newest part of the index again and again. */
export function pollingFollow(audit: Table, polling: Polling = { now: () => new Date() }): Follow {
  return (query, listener) => {
    const stop = new AbortController();
    poll(audit, { query, listener, signal: stop.signal }, polling).catch(listener.onFailure);
    return () => stop.abort();
  };
}

interface Follower {
  readonly query: LineQuery;
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

async function poll(audit: Table, { query, listener, signal }: Follower, { now, pause = wait }: Polling) {
  const { onRows, onFailure } = listener;
  const followed = { wanted: query.wanted, filter: query.all, isWhole: false };
  const since = now().toISOString();
  while (!signal.aborted) {
    try {
      for await (const batch of follow(audit, followed, { since, signal, now, onFailure, pause }))
        onRows(batch.map(({ row }) => eventRow(row)));
    } catch (error) {
      onFailure(error);
      await pause(RETRY_MS, signal);
    }
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}
