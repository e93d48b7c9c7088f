import type { RelayedRequest } from '../../../functions/openim/relay-protocol.ts';

/** A request before the spool has numbered it. */
export interface NewRequest extends Omit<RelayedRequest, 'sequence'> {
  /** Names of those that it is delivered to; the receiver by default. */
  readonly targets?: readonly string[];
}

/** A request of the spool. */
export interface SpooledRequest extends RelayedRequest {
  /** Why it can't be read whole. It has what can be read. */
  readonly damage?: string;
}

/** A request that can never be taken by a target, kept for a person. */
export interface SetAside {
  readonly request: SpooledRequest;
  readonly target: string;
  readonly setAsideAt: string;
  readonly reason: string;
}

/** A request that is set aside and may be discarded. */
export interface Discardable {
  readonly sequence: number;
  readonly target: string;
  readonly id: string;
  readonly receivedAt: string;
  readonly path: string;
}

/** A request that was discarded. */
export interface Discarded extends Omit<Discardable, 'sequence'> {
  readonly discardedAt: string;
}

/** Note about a request that was discarded, until the relay has printed a line about it. */
export interface DiscardedNote extends Discarded {
  readonly number: number;
}

/** Disk space of the spool that deliveries do not free, in bytes. */
export interface LastingBytes {
  /** Bodies of requests that are set aside for each target that still has them. */
  readonly setAside: number;
  /** The part of SQLite's log beyond its usual size. */
  readonly log: number;
}

/** Contents of the spool. */
export interface SpoolMeasure {
  /** Requests that wait, by target. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Time of receipt of the oldest request that waits, by target. */
  readonly oldest: Readonly<Record<string, string>>;
  readonly setAside: number;
  /** Copies for servers beside the receiver that were left out since the start, because the spool was nearly full. */
  readonly skippedCopies: number;
  /** Disk space in use, without pages that new requests can reuse and without a log of the usual size. */
  readonly bytes: number;
  /** Transactions that stored requests, since the start. */
  readonly commits: number;
  /** Grows when another process, such as `relay set-aside retry`, changes the spool. */
  readonly foreignChanges: number;
}

/** The spool could not be read or changed. */
export class SpoolFailure extends Error {
  override readonly name = 'SpoolFailure';
}

/** Why the spool did not take a request. */
export type RefusalReason = 'spoolFull' | 'spoolLocked' | 'diskFull' | 'diskFailure';

const MESSAGES: Readonly<Record<RefusalReason, string>> = {
  spoolFull: 'the spool has reached its limit',
  spoolLocked: 'another process has locked the spool',
  diskFull: 'the disk of the spool is full',
  diskFailure: 'the spool could not be written',
};

/** The spool did not take a request, so nothing may be claimed about it. */
export class NotSpooled extends Error {
  override readonly name = 'NotSpooled';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(MESSAGES[reason]);
    this.reason = reason;
  }
}
