import { uptime } from 'node:os';
import { createReceiptTimes } from '../../functions/callback/receipt-time.ts';
import { UsageError } from '../cli/usage-error.ts';
import { backoffMs as backoff } from './delivery/backoff.ts';
import { Servers } from './delivery/servers.ts';
import { FRONT_LIMITS, startFront } from './front/front-server.ts';
import { KnownCallbacks } from './front/known-callbacks.ts';
import { connectionLimit, openFileLimit } from './front/open-files.ts';
import { BEFORE_DEADLINE_MS } from './front/take-callback.ts';
import { LimitedLines } from './limited-lines.ts';
import type { RelaySettings } from './relay-settings.ts';
import { Spool } from './spool/spool.ts';
import { prepareSpoolDirectory } from './spool/spool-directory.ts';
import { METRICS_TYPE, metricsOf } from './status/metrics.ts';
import { Monitor } from './status/monitor.ts';
import { fewFilesLine, IGNORED_LINE, spoolFailureLine, stateLine } from './status/relay-lines.ts';

/** Time for deliveries under way to end when the relay stops. Others wait in the spool for the next start. */
const STOP_TIMEOUT_MS = 5_000;

/** Free disk space below which nothing new is taken. SQLite's log takes 16 MB, and each removal some of it. */
const RESERVE_BYTES = 32_000_000;

/** Time between two looks at the spool. */
const TICK_MS = 1_000;

export interface RelayOptions {
  /** Module of the spool's thread. */
  readonly threadUrl: URL;
  readonly print: (line: string) => void;
  readonly now?: () => number;
  readonly date?: () => Date;
  /** Returns the milliseconds since the machine started, including time in suspension. */
  readonly upMs?: () => number;
  /** Returns the pause of deliveries, from the number of attempts in a row that failed. */
  readonly backoffMs?: (failures: number) => number;
  readonly beforeDeadlineMs?: number;
  readonly reserveBytes?: number;
  readonly tickMs?: number;
}

export interface Relay {
  readonly port: number;
  /** Resolves with the error that ended the spool. Nothing can be taken then. */
  readonly failed: Promise<Error>;
  /** Stops listening, finishes commits, and leaves the rest in the spool. */
  close(): Promise<void>;
}

/**
 * Starts a relay: it stores after callbacks and delivers them, and passes before callbacks through.
 *
 * @throws {UsageError} when the spool or the port can't be used
 */
export async function startRelay(settings: RelaySettings, options: RelayOptions): Promise<Relay> {
  const {
    threadUrl,
    print,
    beforeDeadlineMs = BEFORE_DEADLINE_MS,
    reserveBytes = RESERVE_BYTES,
    tickMs = TICK_MS,
  } = options;
  const { now = () => performance.now(), date = () => new Date(), upMs = () => uptime() * 1_000 } = options;
  const { backoffMs = (failures: number) => backoff(failures, Math.random) } = options;
  const { target, routing, spoolDirectory, spoolLimitBytes, parallel } = settings;
  await prepareSpoolDirectory(spoolDirectory);
  const others = routing.servers.map((server) => server.target);
  const targets = [target, ...others].map(({ name }) => name);
  const spool = await Spool.open({
    ...{ threadUrl, targets, reserveBytes, limitBytes: spoolLimitBytes },
    directory: spoolDirectory,
    isExclusive: true,
  });
  const lines = new LimitedLines(print, now);
  const servers = new Servers(target, others, {
    ...{ spool, parallel, now, date, backoffMs },
    onState: (each, waiting) => {
      if (waiting) monitor.noteError(waiting.reason);
      lines.print(`${each.name} ${waiting?.cause ?? 'open'}`, stateLine(each, waiting));
    },
    onSetAside: (reason) => {
      monitor.noteError(reason);
      lines.print('setAside', `A callback is set aside: ${reason}. Look at it with: relay set-aside list`);
    },
    onIgnored: () => lines.print('ignored', IGNORED_LINE),
    onSpoolFailure: (what, reason) => {
      monitor.noteError(`the spool can't be ${what}: ${reason}`);
      lines.print(`spool ${what}`, spoolFailureLine(what, reason));
    },
  });
  const { client, counters } = servers.receiver;
  const monitor = new Monitor({
    ...{ spool, counters, spoolLimitBytes, now, upMs, date, print, tickMs },
    servers: servers.all,
  });
  const openFiles = openFileLimit();
  const maxConnections = connectionLimit(openFiles, parallel, targets.length);
  const front = await startFront({
    ...{ ...settings, maxConnections },
    ...{ spool, client, counters, now, date, beforeDeadlineMs, receiptTimeOf: createReceiptTimes() },
    callbacks: new KnownCallbacks(routing),
    clientOf: ({ name }) => servers.named(name).client,
    pages: {
      '/status': async () => ({ type: 'application/json', text: JSON.stringify(await monitor.status()) }),
      '/metrics': async () => ({ type: METRICS_TYPE, text: metricsOf(await monitor.status()) }),
    },
    onStored: (names) => servers.notify(names),
    onTrouble: (kind, sentence) => {
      monitor.noteError(sentence);
      lines.print(kind, sentence);
    },
  }).catch(async (error) => {
    await spool.close();
    throw asPortMistake(error, settings.port);
  });
  if (maxConnections < FRONT_LIMITS.maxConnections) print(fewFilesLine(maxConnections, openFiles));
  servers.start();
  monitor.start();
  return {
    port: front.port,
    failed: spool.failed,
    close: async () => {
      monitor.stop();
      await front.close();
      await servers.stop(STOP_TIMEOUT_MS);
      await spool.close();
    },
  };
}

function asPortMistake(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new UsageError(
      `Port ${port} is in use, by a receiver of this machine or another relay. Start that receiver with another PORT, such as PORT=10016, or set --port.`,
    );
  if (error.code === 'EACCES')
    return new UsageError(`You are not permitted to use port ${port}. Set --port to another port.`);
  if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL')
    return new UsageError('--host is not an address of this machine. Use one such as 127.0.0.1.');
  return error;
}
