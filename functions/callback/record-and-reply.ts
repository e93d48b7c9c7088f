import { isDeepStrictEqual } from 'node:util';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { StoredItem } from '../audit/items.ts';
import { refusedInstead } from '../audit/superseded.ts';
import { failure, type Reply, toProxyResult, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import type { ProblemName } from '../openim/problems.ts';
import { DONE_HEADER } from '../openim/relay-identity.ts';
import type { Decision } from '../record/decision.ts';
import { type RecordInput, recordOf } from '../record/record.ts';
import type { CallbackOutcome } from './callback-outcome.ts';
import type { Captured } from './pipeline-event.ts';
import { Rejected } from './rejection.ts';
import type { Runtime } from './runtime.ts';

/** Reply to a callback, and what makes another one of a stored decision when a relay asks again. */
export interface Replying {
  readonly reply: Reply;
  /** Reads the decision of a stored item. */
  readonly decisionIn?: ((item: StoredItem) => Promise<Decision | undefined>) | undefined;
  readonly replyTo?: (decision: Decision) => Reply;
}

/**
 * Records a callback, reports it, and returns the reply. If the record cannot be stored, the failure verdict replaces
 * an allowing reply. A callback that a relay has delivered before gets the verdict that was stored then.
 *
 * @param error why the callback was rejected
 */
export async function recordAndReply(
  runtime: Runtime,
  callback: CallbackKind,
  { received, startedAt, deadline, delivery }: Captured,
  { reply, decisionIn, replyTo }: Replying,
  input: RecordInput,
  error?: unknown,
): Promise<APIGatewayProxyResult> {
  const { isTest, isUnrecorded, relay } = received;
  if (isUnrecorded) return done(replyUnrecorded(runtime, callback, { startedAt, isTest }, reply, error), error);
  const { settings, store, lastResort, report, now } = runtime;
  const { failureVerdict, retentionDays } = settings;
  const record = recordOf(received, input, retentionDays);
  const { storedIn, isRepeat, isAgain, earlier, failure: storageError } = await store(record, deadline);
  const { groupID, userID, operationID, outcome } = record;
  const stored = earlier && (await decisionIn?.(earlier));
  const decision = stored ?? record.decision;
  // The relay has it still, and delivers it again.
  const isKept = relay?.sequence !== undefined;
  report({
    ...commonFields(callback, now() - startedAt),
    ...{ groupID, userID, operationID, decision, isRepeat, isTest },
    ...(delivery && { isAgain, deliveryAgeMs: delivery.ageMs, isRelayClockWrong: delivery.isClockWrong }),
    ...(storedIn ? { storedIn } : !isKept && { storedIn: 'log' as const }),
    outcome: storedIn ? outcome : 'notRecorded',
    error: error ?? storageError,
    isLate: deadline.isFirstOver,
  });
  if (storedIn) {
    // The stored decision leaves out parts of a long one, so that only another decision takes the place of this.
    const isOther = stored !== undefined && !isDeepStrictEqual(stored, record.decision);
    return done(toProxyResult(isOther && replyTo ? replyTo(stored) : reply), error);
  }
  const unrecorded = failure('notRecorded', '', callback.timing, failureVerdict);
  if (isKept) return toProxyResult(unrecorded);
  // A refusal keeps its own reason, because the failure verdict applies only to allowed callbacks.
  if (reply.answer.nextCode === 1) {
    await lastResort(record);
    // The status, which OpenIM ignores, tells a relay that it must deliver the verdict.
    return toProxyResult(relay === undefined ? reply : { ...reply, status: unrecorded.status });
  }
  const instead = withReplacements(unrecorded, reply);
  await lastResort(instead.answer.nextCode === 1 ? refusedInstead(record) : record);
  return toProxyResult(instead);
}

/** Tells a relay that a request which was rejected needs no further delivery. */
function done(result: APIGatewayProxyResult, error: unknown): APIGatewayProxyResult {
  return error === undefined ? result : { ...result, headers: { ...result.headers, [DONE_HEADER]: '1' } };
}

const UNRECORDED: Partial<Record<ProblemName, CallbackOutcome['outcome']>> = {
  notAuthenticated: 'notAuthenticated',
  forbiddenOrigin: 'notAuthenticated',
  unknownCallback: 'unknownCallback',
  malformed: 'malformed',
  wrongCommand: 'malformed',
  tooLarge: 'malformed',
  notRelay: 'notAuthenticated',
};

/** Reports and answers a request without recording it, and without the people whom it names. */
export function replyUnrecorded(
  { report, now }: Runtime,
  callback: CallbackKind,
  { startedAt, isTest }: { readonly startedAt: number; readonly isTest?: boolean | undefined },
  reply: Reply,
  error?: unknown,
): APIGatewayProxyResult {
  const failed = error instanceof Rejected ? (UNRECORDED[error.problem] ?? 'failed') : 'failed';
  const outcome = error === undefined ? 'answered' : failed;
  report({ ...commonFields(callback, now() - startedAt), outcome, error, isTest });
  return toProxyResult(reply);
}

function commonFields(callback: CallbackKind, milliseconds: number) {
  return { command: commandOf(callback), isUnknown: callback.isUnknown ?? false, milliseconds };
}
