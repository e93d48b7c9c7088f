import type { ExpectedLosses } from '../../console/contract/health.ts';

/**
 * After callbacks of one OpenIM process. Source: openimsdk/open-im-server v3.8.3, `pkg/common/webhook/http_client.go` and
 * openimsdk/tools, `mq/memamq`.
 */
const SENDERS = 2;
const QUEUE_LENGTH = 100;

/** Time that a caller waits for a place in the queue before its event is dropped. */
const MAX_WAIT_MS = 3_000;

const BURST = 1_000;

/**
 * Computes what OpenIM drops when callbacks take this long, of a burst by as many callers at once. The senders, the queue and as many
 * waiting callers as get a place in time keep theirs. docs/losses.md has measured figures.
 *
 * @param latencyMs time from OpenIM's request to its answer
 */
export function expectedLosses(latencyMs: number, burst = BURST): ExpectedLosses {
  const answered = (ms: number) => Math.floor((SENDERS * ms) / latencyMs);
  const kept = SENDERS + QUEUE_LENGTH + answered(MAX_WAIT_MS);
  return { maxEventsPerSecond: answered(1_000), lost: Math.max(0, burst - kept), of: burst };
}
