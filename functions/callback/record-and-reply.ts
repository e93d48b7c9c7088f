import type { APIGatewayProxyResult } from 'aws-lambda';
import { refusedInstead } from '../audit/superseded.ts';
import { failure, type Reply, toProxyResult, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import type { ProblemName } from '../openim/problems.ts';
import { type RecordInput, recordOf } from '../record/record.ts';
import type { CallbackOutcome } from './callback-outcome.ts';
import type { Captured } from './pipeline-event.ts';
import { Rejected } from './rejection.ts';
import type { Runtime } from './runtime.ts';

/**
 * Records a callback, reports it, and returns the reply. If the record cannot be stored, the failure verdict replaces
 * an allowing reply.
 *
 * @param error why the callback was rejected
 */
export async function recordAndReply(
  runtime: Runtime,
  callback: CallbackKind,
  { received, startedAt, deadline }: Captured,
  reply: Reply,
  input: RecordInput,
  error?: unknown,
): Promise<APIGatewayProxyResult> {
  const { isTest, isUnrecorded } = received;
  if (isUnrecorded) return replyUnrecorded(runtime, callback, { startedAt, isTest }, reply, error);
  const { settings, store, lastResort, report, now } = runtime;
  const { failureVerdict, retentionDays } = settings;
  const record = recordOf(received, input, retentionDays);
  const { groupID, userID, operationID, outcome, decision } = record;
  const { storedIn, isRepeat, failure: storageError } = await store(record, deadline);
  report({
    ...commonFields(callback, now() - startedAt),
    ...{ groupID, userID, operationID, decision, isRepeat, isTest },
    storedIn: storedIn ?? 'log',
    outcome: storedIn ? outcome : 'notRecorded',
    error: error ?? storageError,
    isLate: deadline.first.aborted,
  });
  if (storedIn) return toProxyResult(reply);
  // A refusal keeps its own reason, because the failure verdict applies only to allowed callbacks.
  if (reply.answer.nextCode === 1) {
    await lastResort(record);
    return toProxyResult(reply);
  }
  const instead = withReplacements(failure('notRecorded', '', callback.timing, failureVerdict), reply);
  await lastResort(instead.answer.nextCode === 1 ? refusedInstead(record) : record);
  return toProxyResult(instead);
}

const UNRECORDED: Partial<Record<ProblemName, CallbackOutcome['outcome']>> = {
  notAuthenticated: 'notAuthenticated',
  forbiddenOrigin: 'notAuthenticated',
  unknownCallback: 'unknownCallback',
  malformed: 'malformed',
  wrongCommand: 'malformed',
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
