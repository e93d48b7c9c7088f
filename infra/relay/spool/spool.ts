import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../../cli/usage-error.ts';
import { CommitGroups } from './commit-groups.ts';
import { packRequests } from './packed-requests.ts';
import type {
  CallName,
  OpenFailure,
  SpoolCall,
  SpoolCalls,
  SpoolOpened,
  SpoolReply,
  ThreadOptions,
} from './spool-calls.ts';
import {
  type Discardable,
  type DiscardedNote,
  type LastingBytes,
  type NewRequest,
  type SetAside,
  type SpooledRequest,
  SpoolFailure,
  type SpoolMeasure,
} from './spooled.ts';

interface OpenOptions extends ThreadOptions {
  /** Module of the thread. A bundle is its own. */
  readonly threadUrl: URL;
}

/** The requests on the disk. A thread of its own writes them, so that a flush holds up no before callback. */
export class Spool {
  readonly #worker: Worker;
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #groups = new CommitGroups((requests) => {
    const packed = packRequests(requests);
    return this.#call('append', packed, [packed.bodies.buffer]);
  });
  #lastCall = 0;
  #closed: Promise<void> | undefined;
  #failure: Error | undefined;

  /** Resolves with the error that ended the thread. */
  readonly failed: Promise<Error>;

  /** @throws {UsageError} when the spool can't be used */
  static async open({ threadUrl, ...workerData }: OpenOptions): Promise<Spool> {
    // Older versions of Node call SQLite experimental.
    const worker = new Worker(threadUrl, { workerData, execArgv: ['--disable-warning=ExperimentalWarning'] });
    const [opened] = (await once(worker, 'message')) as [SpoolOpened];
    if (!opened.opened) {
      const { cause, message } = opened;
      throw new UsageError(MISTAKES[cause](workerData.directory, message));
    }
    return new Spool(worker);
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: SpoolReply) => this.#settle(reply));
    const failed = Promise.withResolvers<Error>();
    this.failed = failed.promise;
    worker.once('error', (error) => {
      this.#failure = error as Error;
      for (const { reject } of this.#calls.values()) reject(error);
      this.#calls.clear();
      failed.resolve(this.#failure);
    });
  }

  /**
   * Stores a request. It is on the disk when this resolves.
   *
   * @throws {NotSpooled}
   */
  append(request: NewRequest): Promise<void> {
    return this.#groups.add(request);
  }

  async remove(target: string, sequences: readonly number[]): Promise<void> {
    await this.#call('remove', { target, sequences });
  }

  async setAside(target: string, sequence: number, reason: string, at: string): Promise<void> {
    await this.#call('setAside', { target, sequence, reason, at });
  }

  /** Makes requests that were set aside wait again, all without `ids`. Returns their number. */
  retry(ids?: readonly string[]): Promise<number> {
    return this.#call('retry', { ids });
  }

  load(target: string, after: number, limit: number, maxBytes: number): Promise<readonly SpooledRequest[]> {
    return this.#call('load', { target, after, limit, maxBytes });
  }

  /** @param hasBodies false for empty bodies, which takes less memory */
  listSetAside(after: number, limit: number, hasBodies = true): Promise<readonly SetAside[]> {
    return this.#call('listSetAside', { after, limit, hasBodies });
  }

  /**
   * Removes requests that are set aside, in one short transaction.
   *
   * @returns for the first of them, as many as the transaction took, false for each that was not set aside any more
   */
  discard(requests: readonly Discardable[], at: string): Promise<readonly boolean[]> {
    return this.#call('discard', { requests, at });
  }

  /** Returns notes about requests that were discarded, until they are forgotten. */
  listDiscarded(after: number, limit: number): Promise<readonly DiscardedNote[]> {
    return this.#call('listDiscarded', { after, limit });
  }

  async forgetDiscarded(upTo: number): Promise<void> {
    await this.#call('forgetDiscarded', { upTo });
  }

  /** Returns the disk space that deliveries do not free. */
  lastingBytes(): Promise<LastingBytes> {
    return this.#call('lastingBytes', undefined);
  }

  measure(): Promise<SpoolMeasure> {
    return this.#call('measure', undefined);
  }

  /** Finishes all changes. After a failure of the thread there are none. */
  close(): Promise<void> {
    this.#closed ??= this.#failure === undefined ? this.#close() : Promise.resolve();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const ended = once(this.#worker, 'exit');
    await this.#call('close', undefined);
    await ended;
  }

  #call<Name extends CallName>(
    name: Name,
    args: SpoolCalls[Name]['args'],
    transfer: ArrayBuffer[] = [],
  ): Promise<SpoolCalls[Name]['result']> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    this.#lastCall += 1;
    const call = this.#lastCall;
    const settled = Promise.withResolvers<unknown>();
    this.#calls.set(call, settled);
    this.#worker.postMessage({ call, name, args } as SpoolCall, transfer);
    return settled.promise as Promise<SpoolCalls[Name]['result']>;
  }

  #settle({ call, result, failure }: SpoolReply): void {
    const settled = this.#calls.get(call);
    this.#calls.delete(call);
    if (failure !== undefined) settled?.reject(new SpoolFailure(failure));
    else settled?.resolve(result);
  }
}

const MISTAKES: Readonly<Record<OpenFailure, (directory: string, message: string) => string>> = {
  inUse: (directory) => `Another relay uses the spool ${directory}. Stop it, or set --spool to another directory.`,
  newer: (directory) =>
    `A later version of the relay made the spool ${directory}. Use that version, or another --spool.`,
  locked: (directory) =>
    `Another process has locked the spool ${directory}. End that process, such as sqlite3, and try again.`,
  full: (directory) => `The disk of the spool ${directory} is full. Free some space, and try again.`,
  unusable: (directory, message) =>
    `The spool ${directory} can't be used: ${message}. Set --spool to a directory that you can write to.`,
};
