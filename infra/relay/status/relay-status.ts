import * as v from 'valibot';
import { WAIT_CAUSES } from '../delivery/outcome.ts';

const Count = v.number();

/** Callbacks that wait for a target, and the cause. */
const TargetStatus = v.object({
  name: v.string(),
  /** Without the token. */
  address: v.string(),
  state: v.picklist(['open', ...WAIT_CAUSES]),
  /** Why it waits, and for how long. */
  reason: v.optional(v.string()),
  waitingForSeconds: v.optional(Count),
  nextAttemptSeconds: v.optional(Count),
  waiting: Count,
  oldestReceivedAt: v.optional(v.string()),
  oldestSeconds: Count,
  /** Since the start. */
  delivered: v.optional(Count, 0),
});
export type TargetStatus = v.InferOutput<typeof TargetStatus>;

/** State of a relay, as `GET /status` answers it. */
export const RelayStatus = v.object({
  startedAt: v.string(),
  targets: v.array(TargetStatus),
  setAside: Count,
  spoolBytes: Count,
  spoolLimitBytes: Count,
  storedPerSecond: Count,
  deliveredPerSecond: Count,
  lastError: v.optional(v.object({ at: v.string(), reason: v.string() })),
  /** Numbers since the start. */
  totals: v.object({
    stored: Count,
    passedThrough: Count,
    ownVerdicts: Count,
    /** Before callbacks that a server beside the receiver decided or refused. */
    answeredByOthers: Count,
    /** Copies for such servers that a nearly full spool did not take. */
    skippedCopies: Count,
    unspooledVerdicts: Count,
    delivered: Count,
    setAside: Count,
    commits: Count,
    rejected: v.record(v.string(), Count),
    failedAttempts: v.record(v.string(), Count),
  }),
});
export type RelayStatus = v.InferOutput<typeof RelayStatus>;

export type SpoolSize = Pick<RelayStatus, 'spoolBytes' | 'spoolLimitBytes'>;

/** Share of the spool's limit that is in use. */
export function spoolShare({ spoolBytes, spoolLimitBytes }: SpoolSize): number {
  return spoolBytes / spoolLimitBytes;
}
