import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { type BatchResult, fromBatchLine } from '../openim/relay-protocol.ts';
import { lineEventOf } from './batch-event.ts';
import { batchResultOf, invalidLineResult } from './batch-result.ts';
import type { CallbackOutcome } from './callback-outcome.ts';
import type { Handler } from './pipeline.ts';
import type { Runtime } from './runtime.ts';

/** Time limit for the whole batch. The relay and the gateway wait longer. */
const TOTAL_MS = 20_000;

/** Minimum time of a line. Lines that are not begun by then have no result, so that the relay delivers them again. */
const MIN_LINE_MS = 2_000;

/** Lines that are recorded at the same time. While table and queue hang, 50 lines then take 17.5 s. */
const PARALLEL = 10;

/** Returns the handler of a callback that came under a wire name. */
export type HandlerFor = (runtime: Runtime, wireName: string | undefined) => Handler;

/**
 * Records the lines of a batch in their order, some at a time. A line that fails has no result, and harms no other.
 *
 * @param lines that are not empty
 */
export async function recordBatch(
  runtime: Runtime,
  handlerFor: HandlerFor,
  { event, context }: { readonly event: APIGatewayProxyEvent; readonly context: Context },
  lines: readonly string[],
): Promise<BatchResult[]> {
  const endsAt = runtime.now() + TOTAL_MS;
  const remainingMs = () => {
    const ofLambda = context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
    return Math.min(endsAt - runtime.now(), ofLambda);
  };
  const record = async (line: string, index: number): Promise<BatchResult | undefined> => {
    const request = fromBatchLine(line);
    if (!request) return invalidLineResult(line);
    const { wireName, event: lineEvent } = lineEventOf(event, request, index + 1);
    let outcome: CallbackOutcome | undefined;
    const report: Runtime['report'] = (callback) => {
      outcome = callback;
      runtime.report({ ...callback, line: index + 1 });
    };
    await handlerFor({ ...runtime, report }, wireName)(lineEvent, {
      ...context,
      getRemainingTimeInMillis: remainingMs,
    });
    return batchResultOf(request.id, outcome);
  };
  // The steps of a callback catch what they throw. A defect behind them must not harm other lines.
  const reportDefect = (error: unknown) => {
    runtime.report({ command: 'none', isUnknown: true, outcome: 'failed', milliseconds: 0, error });
    return undefined;
  };
  const results: (BatchResult | undefined)[] = [];
  const waiting = lines.entries();
  const work = async () => {
    for (const [index, line] of waiting) {
      if (remainingMs() < MIN_LINE_MS) return;
      results[index] = await record(line, index).catch(reportDefect);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return results.filter((result) => result !== undefined);
}
