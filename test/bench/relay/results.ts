import type { Figure } from './figures.ts';

export type Way = 'direct' | 'relay';

/** What OpenIM's sender lost, and what its answers took. Times are milliseconds. */
export interface LossResult {
  readonly load: string;
  readonly receiver: string;
  readonly way: Way;
  readonly rounds: number;
  readonly lost: Figure;
  readonly p50: Figure;
  readonly p99: Figure;
}

/** Answers on kept-alive connections, each asked again as soon as it has answered. Times are milliseconds. */
export interface AnswerResult {
  readonly what: string;
  readonly connections: number;
  readonly p50: Figure;
  readonly p99: Figure;
  readonly perSecond: Figure;
  /** p50 above that of one flush, or of the direct way for a before callback, of the same round. */
  readonly extra?: Figure;
  /** p50 above that of one flush and that of the bare server on as many connections together, of the same round. */
  readonly cost?: Figure;
}

export interface FlushResult {
  readonly p50: Figure;
  readonly p99: Figure;
}

export interface Results {
  readonly machine: string;
  readonly date: string;
  /** Processes that wanted a core, per core, during the run. */
  readonly load: Figure;
  readonly losses: readonly LossResult[];
  /** Rounds of the answers. */
  readonly rounds: number;
  readonly flush: FlushResult;
  readonly after: readonly AnswerResult[];
  readonly before: readonly AnswerResult[];
}
