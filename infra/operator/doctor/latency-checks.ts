import type { Timing } from '../../../functions/openim/wire-callback.ts';
import type { Answered } from './callback-checks.ts';
import { type Check, fail, ok, skipped, warn } from './check.ts';

/** OpenIM waits this long by default. */
const OPENIM_TIMEOUT_MS = 5_000;

/** The receiver itself answers within 3.5 s. Any further delay is due to the network. */
const LATE_MS = 3_500;

/**
 * OpenIM's queue of after callbacks from v3.7 on, in one process. docs/losses.md has measured figures.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/common/webhook/http_client.go`; openimsdk/tools, `mq/memamq`.
 */
const WORKERS = 2;
const QUEUE_LENGTH = 100;
const MAX_WAIT_S = 3;

const BURST = 1_000;

/**
 * Returns how many of a burst of after callbacks OpenIM drops: those for which its queue has no place within 3 s. It agrees with
 * measurements within 15 of 1,000.
 */
export function expectedLoss(latencyMs: number, burst = BURST): number {
  const sentInTime = (WORKERS * MAX_WAIT_S * 1_000) / latencyMs;
  return Math.max(0, Math.round(burst - QUEUE_LENGTH - WORKERS - sentInTime));
}

/** Says what the latencies mean for OpenIM's users and for its queue. */
export function checkLatency(answered: readonly Answered[]): Check[] {
  return [before(latenciesOf(answered, 'before')), after(latenciesOf(answered, 'after'))];
}

function latenciesOf(answered: readonly Answered[], timing: Timing): number[] {
  return answered
    .flatMap(({ event, milliseconds }) => (event.timing === timing && milliseconds !== undefined ? [milliseconds] : []))
    .sort((a, b) => a - b);
}

function before(latencies: readonly number[]): Check {
  const name = 'latency before';
  const worst = latencies.at(-1);
  if (worst === undefined) return skipped(name, 'no before callback was answered');
  const says = `${figures(latencies)}; users wait that much longer for each action`;
  if (worst >= OPENIM_TIMEOUT_MS) return fail(name, `${says}, and OpenIM refuses after 5 s`, NEARER);
  return worst >= LATE_MS ? warn(name, `${says}, and OpenIM refuses after 5 s`, NEARER) : ok(name, says);
}

function after(latencies: readonly number[]): Check {
  const name = 'latency after';
  if (latencies.length === 0) return skipped(name, 'no after callback was answered');
  const median = medianOf(latencies);
  const rate = Math.floor((WORKERS * 1_000) / median);
  const loss = expectedLoss(median);
  const says = `${figures(latencies)}; one OpenIM process sends at most ${rate} events a second, and of a burst of ${BURST} loses ${loss === 0 ? 'none' : `about ${loss}`}`;
  return loss === 0 ? ok(name, says) : warn(name, says, NEARER);
}

const NEARER =
  "Run the receiver nearer to OpenIM, or turn off unused callbacks. Measure on OpenIM's machine. See docs/losses.md.";

function figures(latencies: readonly number[]): string {
  return `median ${medianOf(latencies).toFixed(1)} ms, worst ${(latencies.at(-1) ?? 0).toFixed(1)} ms of ${latencies.length}`;
}

function medianOf(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
