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
 * Records a callback, announces it, and answers: the reply, or that the callback could not be recorded.
 *
 * @param error what went wrong on the way here
 */
export async function recordAndReply(
  runtime: Runtime,
  callback: CallbackKind,
  { received, startedAt, deadline }: Captured,
  reply: Reply,
  finding: RecordInput,
  error?: unknown,
): Promise<APIGatewayProxyResult> {
  if (received.isUnrecorded) return replyUnrecorded(runtime, callback, startedAt, reply, error);
  const { settings, store, lastResort, report, now } = runtime;
  const { failureVerdict, retentionDays } = settings;
  const record = recordOf(received, finding, retentionDays);
  const { groupID, userID, operationID, outcome, decision } = record;
  const { storedIn, isRepeat, failure: storageError } = await store(record, deadline);
  report({
    ...about(callback, now() - startedAt),
    ...{ groupID, userID, operationID, decision, isRepeat },
    storedIn: storedIn ?? 'log',
    outcome: storedIn ? outcome : 'notRecorded',
    error: error ?? storageError,
    isLate: deadline.first.aborted,
  });
  if (storedIn) return toProxyResult(reply);
  // What is refused stays refused, with its own reason: the failure verdict is for what could not be judged.
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

/** Announces a request of which nothing is kept, without the people that it names, and answers it. */
export function replyUnrecorded(
  { report, now }: Runtime,
  callback: CallbackKind,
  startedAt: number,
  reply: Reply,
  error?: unknown,
): APIGatewayProxyResult {
  const failed = error instanceof Rejected ? (UNRECORDED[error.problem] ?? 'failed') : 'failed';
  const outcome = error === undefined ? 'answered' : failed;
  report({ ...about(callback, now() - startedAt), outcome, error });
  return toProxyResult(reply);
}

function about(callback: CallbackKind, milliseconds: number) {
  return { command: commandOf(callback), isUnknown: callback.isUnknown ?? false, milliseconds };
}
