import type { PackedRequests } from './packed-requests.ts';
import type {
  Discardable,
  DiscardedNote,
  LastingBytes,
  RefusalReason,
  SetAside,
  SpooledRequest,
  SpoolMeasure,
} from './spooled.ts';

/** Calls of the spool's thread: their arguments and results. */
export interface SpoolCalls {
  /** Result: why each request was refused. */
  append: {
    readonly args: PackedRequests;
    readonly result: readonly (RefusalReason | undefined)[];
  };
  remove: {
    readonly args: { readonly target: string; readonly sequences: readonly number[] };
    readonly result: undefined;
  };
  setAside: {
    readonly args: { readonly target: string; readonly sequence: number; readonly reason: string; readonly at: string };
    readonly result: undefined;
  };
  retry: { readonly args: { readonly ids?: readonly string[] | undefined }; readonly result: number };
  load: {
    readonly args: {
      readonly target: string;
      readonly after: number;
      readonly limit: number;
      readonly maxBytes: number;
    };
    readonly result: readonly SpooledRequest[];
  };
  listSetAside: {
    readonly args: { readonly after: number; readonly limit: number; readonly hasBodies: boolean };
    readonly result: readonly SetAside[];
  };
  /** Result: for the first of them, as many as one transaction took, whether each was still set aside. */
  discard: {
    readonly args: { readonly requests: readonly Discardable[]; readonly at: string };
    readonly result: readonly boolean[];
  };
  listDiscarded: {
    readonly args: { readonly after: number; readonly limit: number };
    readonly result: readonly DiscardedNote[];
  };
  forgetDiscarded: { readonly args: { readonly upTo: number }; readonly result: undefined };
  lastingBytes: { readonly args: undefined; readonly result: LastingBytes };
  measure: { readonly args: undefined; readonly result: SpoolMeasure };
  close: { readonly args: undefined; readonly result: undefined };
}

export type CallName = keyof SpoolCalls;

/** A call, numbered by the caller. */
export type SpoolCall = {
  [Name in CallName]: { readonly call: number; readonly name: Name; readonly args: SpoolCalls[Name]['args'] };
}[CallName];

export interface SpoolReply {
  readonly call: number;
  readonly result?: unknown;
  /** Message of an error. */
  readonly failure?: string;
}

/** First message of the thread: it is ready, or why it can't be. */
export type SpoolOpened =
  | { readonly opened: true }
  | { readonly opened: false; readonly cause: OpenFailure; readonly message: string };

/**
 * `inUse`: another relay has the spool. `newer`: a later version made it. `locked`: another process has locked its database. `full`: its
 * disk has no room.
 */
export type OpenFailure = 'inUse' | 'newer' | 'locked' | 'full' | 'unusable';

export interface ThreadOptions {
  readonly directory: string;
  readonly targets: readonly string[];
  readonly limitBytes: number;
  /** Free disk space below which nothing new is taken. */
  readonly reserveBytes: number;
  /** Without a lock for commands that work beside a relay. */
  readonly isExclusive: boolean;
}
