import type { ProblemName } from '../../functions/openim/problems.ts';
import { WAIT_CAUSES, type WaitCause } from './delivery/outcome.ts';
import type { RefusalReason } from './spool/spooled.ts';

/** Reason for which the relay rejected a callback. */
export type RejectionReason = ProblemName | RefusalReason | 'incomplete';

/** Numbers since the start of the relay. */
export interface Counters {
  /** After callbacks that were stored and answered. */
  stored: number;
  /** Before callbacks that the receiver decided, and those that the relay decided by its failure verdict. */
  passedThrough: number;
  ownVerdicts: number;
  /** Before callbacks that a server beside the receiver decided or refused. */
  answeredByOthers: number;
  /** Verdicts that are in no record, because the spool did not take them. */
  unspooledVerdicts: number;
  delivered: number;
  setAside: number;
  readonly rejected: Map<RejectionReason, number>;
  readonly failedAttempts: Record<WaitCause, number>;
}

export function createCounters(): Counters {
  return {
    ...{
      stored: 0,
      passedThrough: 0,
      ownVerdicts: 0,
      answeredByOthers: 0,
      unspooledVerdicts: 0,
      delivered: 0,
      setAside: 0,
    },
    rejected: new Map(),
    failedAttempts: Object.fromEntries(WAIT_CAUSES.map((cause) => [cause, 0])) as Record<WaitCause, number>,
  };
}

export function countRejected({ rejected }: Counters, reason: RejectionReason): void {
  rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
}
