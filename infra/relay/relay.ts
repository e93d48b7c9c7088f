import { createReceiptTimes } from '../../functions/callback/receipt-time.ts';
import { UsageError } from '../cli/usage-error.ts';
import { createCounters } from './counters.ts';
import { backoffMs as backoff } from './delivery/backoff.ts';
import { Deliveries } from './delivery/deliveries.ts';
import { startFront } from './front/front-server.ts';
import { BEFORE_DEADLINE_MS } from './front/take-callback.ts';
import { LimitedLines } from './limited-lines.ts';
import { ReceiverClient } from './receiver/client.ts';
import type { RelaySettings } from './relay-settings.ts';
import { Spool } from './spool/spool.ts';
import { prepareSpoolDirectory } from './spool/spool-directory.ts';
import { METRICS_TYPE, metricsOf } from './status/metrics.ts';
import { Monitor } from './status/monitor.ts';
import { stateLine } from './status/relay-lines.ts';

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
  const { now = () => performance.now(), date = () => new Date() } = options;
  const { backoffMs = (failures: number) => backoff(failures, Math.random) } = options;
  const { target, spoolDirectory, spoolLimitBytes, parallel } = settings;
  await prepareSpoolDirectory(spoolDirectory);
  const targets = [target.name];
  const spool = await Spool.open({
    ...{ threadUrl, targets, reserveBytes, limitBytes: spoolLimitBytes },
    directory: spoolDirectory,
    isExclusive: true,
  });
  const counters = createCounters();
  const lines = new LimitedLines(print, now);
  const deliveryClient = new ReceiverClient(target);
  const beforeClient = new ReceiverClient(target);
  const deliveries = new Deliveries({
    ...{ spool, client: deliveryClient, counters, parallel, now, date, backoffMs },
    onState: (waiting) => {
      if (waiting) monitor.noteError(waiting.reason);
      lines.print(waiting?.cause ?? 'open', stateLine(waiting));
    },
    onSetAside: (reason) => {
      monitor.noteError(reason);
      lines.print('setAside', `A callback is set aside: ${reason}. Look at it with: relay set-aside list`);
    },
  });
  const monitor = new Monitor({ spool, counters, target, deliveries, spoolLimitBytes, now, date, print, tickMs });
  const front = await startFront({
    ...settings,
    ...{ spool, client: beforeClient, counters, now, date, beforeDeadlineMs, receiptTimeOf: createReceiptTimes() },
    pages: {
      '/status': async () => ({ type: 'application/json', text: JSON.stringify(await monitor.status()) }),
      '/metrics': async () => ({ type: METRICS_TYPE, text: metricsOf(await monitor.status()) }),
    },
    onStored: () => deliveries.notify(),
    onTrouble: (kind, sentence) => {
      monitor.noteError(sentence);
      lines.print(kind, sentence);
    },
  }).catch(async (error) => {
    await spool.close();
    throw asPortMistake(error, settings.port);
  });
  deliveries.start();
  monitor.start();
  return {
    port: front.port,
    failed: spool.failed,
    close: async () => {
      monitor.stop();
      await front.close();
      const timer = setTimeout(() => deliveryClient.close(), STOP_TIMEOUT_MS);
      await deliveries.stop();
      clearTimeout(timer);
      deliveryClient.close();
      beforeClient.close();
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
