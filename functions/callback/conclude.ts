import type { APIGatewayProxyResult } from 'aws-lambda';
import { type Finding, recordOf } from '../audit/record.ts';
import { failed, type Reply, toProxyResult, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { environment } from './environment.ts';
import { announce, type Handled } from './handled.ts';
import type { Received } from './receive.ts';
import { NotAuthenticated } from './rejected.ts';
import { store } from './store.ts';

export interface Arrival {
  /** `performance.now()` at arrival. */
  startedAt: number;
  deadline?: Deadline;
  /** Set once the caller is known: from then on the request is recorded, whatever it holds. */
  received?: Received;
}

/**
 * Records a callback, announces it, and answers: the reply, or that the callback could not be recorded.
 *
 * @param error what went wrong on the way here
 */
export async function conclude(
  callback: CallbackKind,
  { received, startedAt, deadline = startDeadline() }: Arrival,
  reply: Reply,
  finding: Finding,
  error?: unknown,
): Promise<APIGatewayProxyResult> {
  const tell = (told: Omit<Handled, 'command' | 'milliseconds'>) =>
    announce({ error, ...told, command: commandOf(callback), milliseconds: performance.now() - startedAt });
  if (received === undefined) {
    tell({ outcome: error instanceof NotAuthenticated ? 'notAuthenticated' : 'failed' });
    return toProxyResult(reply);
  }
  const { settings } = environment;
  const record = recordOf(received, finding, settings.retentionDays);
  const { groupID, userID, operationID, outcome, decision } = record;
  const { storedIn, isRepeat, failure } = await store(record, deadline);
  const isLost = storedIn === 'log';
  tell({
    ...{ groupID, userID, operationID, decision, storedIn, isRepeat },
    outcome: isLost ? 'notRecorded' : outcome,
    error: error ?? failure,
    isLate: deadline.first.aborted,
  });
  // What is refused stays refused, with its own reason: the failure verdict is for what could not be judged.
  if (!isLost || reply.answer.nextCode === 1) return toProxyResult(reply);
  return toProxyResult(withReplacements(failed('notRecorded', '', callback.timing, settings.failureVerdict), reply));
}
