import { on } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Head } from '../../functions/audit/parts.ts';
import type { CallbackOutcome } from '../../functions/callback/callback-outcome.ts';
import type { AuditRecord } from '../../functions/record/record.ts';
import type { ConsoleThreadOptions, FromConsole, ToConsole } from './console-messages.ts';
import { QUEUE } from './directory.ts';
import type { LocalSettings } from './local-settings.ts';
import { recordedEvent } from './recorded-event.ts';

/** The console runs in a thread, because it must never delay a callback. This folder does not import it. */
const THREAD = new URL('../operator/console/console-thread.ts', import.meta.url);

/** A leak in the console must not take the memory of the receiver. */
const MAX_HEAP_MB = 512;

export interface LocalConsole {
  /** Address to open, with the secret. */
  readonly address: string;
  recorded(item: AuditRecord | Head): void;
  answered(callback: CallbackOutcome, now: Date): void;
  /** A record that was only logged is in the queue after all. */
  queuedLate(): void;
  close(): Promise<void>;
}

interface Options {
  readonly startedAt: string;
  /** Gets a sentence when the console does not run. */
  readonly onProblem: (sentence: string) => void;
}

/** Starts the console of this process, unless it is off. */
export async function startLocalConsole(
  { consolePort: port, auditTableName, policyTableName, dataDirectory, databaseEndpoint }: LocalSettings,
  { startedAt, onProblem }: Options,
): Promise<LocalConsole | undefined> {
  if (port === undefined) return undefined;
  const place = databaseEndpoint ?? dataDirectory;
  const queueDirectory = join(dataDirectory, QUEUE);
  const workerData = { port, auditTableName, policyTableName, place, queueDirectory, startedAt };
  const worker = new Worker(THREAD, {
    workerData: workerData satisfies ConsoleThreadOptions,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const started = await startOf(worker);
  if ('problem' in started) {
    onProblem(started.problem);
    await worker.terminate();
    return undefined;
  }
  worker.on('error', ({ message }) =>
    onProblem(`The console ended: ${message}. Callbacks continue. Restart the receiver to start it again.`),
  );
  const post = (message: ToConsole) => worker.postMessage(message);
  return {
    address: started.address,
    // The callback is answered first. No list has tests.
    recorded: (item) => {
      if (!item.test) setImmediate(() => post({ kind: 'recorded', event: recordedEvent(item) }));
    },
    answered: ({ command, outcome, milliseconds, storedIn, error }, now) => {
      const failure = error instanceof Error && outcome !== 'malformed' ? error.name : undefined;
      post({
        kind: 'answered',
        call: { at: now.toISOString(), command, outcome, milliseconds, storedIn, error: failure },
      });
    },
    queuedLate: () => post({ kind: 'queuedLate' }),
    close: async () => {
      await worker.terminate();
    },
  };
}

async function startOf(worker: Worker): Promise<FromConsole> {
  try {
    // With `node --watch`, Node also posts messages of its own.
    for await (const [message] of on(worker, 'message', { close: ['exit'] }))
      if (isFromConsole(message)) return message;
    return { problem: 'The console ended before it was ready.' };
  } catch (error) {
    return { problem: `The console can't start: ${(error as Error).message}. Callbacks continue without it.` };
  }
}

function isFromConsole(message: unknown): message is FromConsole {
  return typeof message === 'object' && message !== null && ('address' in message || 'problem' in message);
}
