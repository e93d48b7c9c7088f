import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Received } from '../audit/received.ts';
import { type Finding, recordOf, refusedInstead } from '../audit/record.ts';
import { failed, type Reply, toProxyResult, withReplacements } from '../openim/answer.ts';
import { type CallbackKind, commandOf } from '../openim/catalogue.ts';
import type { Deadline } from './deadline.ts';
import { environment } from './environment.ts';
import { announce, type Handled } from './handled.ts';
import { NotAuthenticated } from './rejected.ts';
import { logWhole, store } from './store.ts';

export interface Arrival {
  /** `performance.now()` at arrival. */
  startedAt: number;
  deadline: Deadline;
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
  { received, startedAt, deadline }: Arrival,
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
  const { failureVerdict, retentionDays } = environment.settings;
  const record = recordOf(received, finding, retentionDays);
  const { groupID, userID, operationID, outcome, decision } = record;
  const { storedIn, isRepeat, failure } = await store(record, deadline);
  tell({
    ...{ groupID, userID, operationID, decision, isRepeat },
    storedIn: storedIn ?? 'log',
    outcome: storedIn ? outcome : 'notRecorded',
    error: error ?? failure,
    isLate: deadline.first.aborted,
  });
  if (storedIn) return toProxyResult(reply);
  // What is refused stays refused, with its own reason: the failure verdict is for what could not be judged.
  if (reply.answer.nextCode === 1) {
    await logWhole(record);
    return toProxyResult(reply);
  }
  const instead = withReplacements(failed('notRecorded', '', callback.timing, failureVerdict), reply);
  await logWhole(instead.answer.nextCode === 1 ? refusedInstead(record) : record);
  return toProxyResult(instead);
}
