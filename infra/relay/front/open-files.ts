import { readFileSync } from 'node:fs';
import { FRONT_LIMITS } from './front-server.ts';

/** Files of Node and of the spool, about 31, and some for resolving names. */
const OWN_FILES = 48;

/** Fewest connections that let OpenIM work: those of its two workers, and some for before callbacks. */
const MIN_CONNECTIONS = 8;

const LIMITS = '/proc/self/limits';

/** Returns how many files and connections this process may have open, Infinity where Linux does not say it. */
export function openFileLimit(): number {
  try {
    const limit = /^Max open files +(\d+)/m.exec(readFileSync(LIMITS, 'utf8'))?.[1];
    return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * Returns how many connections OpenIM may have open. A before callback on one of them takes another one to each server. Without the rest,
 * nothing could be delivered.
 *
 * @param openFiles files that the process may have open
 * @param parallel deliveries under way at once, to each server
 * @param servers the receiver and those beside it
 */
export function connectionLimit(openFiles: number, parallel: number, servers: number): number {
  const rest = openFiles - OWN_FILES - FRONT_LIMITS.spareConnections - parallel * servers;
  const limit = Math.max(MIN_CONNECTIONS, Math.floor(rest / (1 + servers)));
  return Math.min(FRONT_LIMITS.maxConnections, limit);
}
