import { BATCH, FURTHER_PEOPLE, REPEATS, WRITTEN } from './measured.ts';
import { writtenByBody } from './typical-record.ts';
import type { Written } from './written.ts';

/** Callbacks of a month, with assumptions that nobody has measured on AWS. */
export interface Workload {
  /** Callbacks a month. */
  readonly events: number;
  /** People whom a callback names beside its first. */
  readonly furtherPeople: number;
  /** Share of the callbacks that repeat another one. Each costs a write that fails. */
  readonly repeats: number;
  /** Callbacks in one request: 1 without a relay. */
  readonly batch: number;
  readonly isRelayed: boolean;
  readonly written: Written;
  /** Months for which records are kept, and logs for at most three. */
  readonly months: number;
  /** Milliseconds of a function for one callback. */
  readonly durationMs: number;
}

/** Options of a workload, all with a default. */
export interface WorkloadOptions {
  readonly events: number;
  readonly body?: number | undefined;
  readonly people?: number | undefined;
  readonly repeats?: number | undefined;
  readonly relay: boolean;
  readonly batch?: number | undefined;
  readonly months: number;
  readonly duration: number;
}

export const DEFAULT_EVENTS = 1_000_000;
export const DEFAULT_MONTHS = 12;

/** Milliseconds of a function of 1,024 MB for one callback: mostly the wait for DynamoDB. Assumed, because nothing was measured on AWS. */
export const DEFAULT_DURATION_MS = 10;

/** Returns a workload. Without a body, a callback writes what those of a running server wrote on average. */
export function workloadOf({
  events,
  body,
  people,
  relay,
  batch,
  months,
  duration,
  repeats,
}: WorkloadOptions): Workload {
  const measured = relay ? WRITTEN.relayed : WRITTEN.direct;
  return {
    ...{ events, months, durationMs: duration, isRelayed: relay },
    furtherPeople: people === undefined ? FURTHER_PEOPLE : Math.max(0, people - 1),
    repeats: repeats ?? (relay ? 0 : REPEATS),
    batch: relay ? (batch ?? BATCH) : 1,
    written: body === undefined ? measured : writtenByBody(body, relay),
  };
}
