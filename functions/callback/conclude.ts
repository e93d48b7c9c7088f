import type { APIGatewayProxyResult } from 'aws-lambda';
import { put } from '../audit/put.ts';
import { type Finding, recordOf } from '../audit/record.ts';
import { failed, type Reply, toProxyResult } from '../openim/answer.ts';
import { type Callback, commandOf } from '../openim/catalogue.ts';
import { environment } from './environment.ts';
import { announce, type Handled } from './handled.ts';
import type { Received } from './receive.ts';
import { NotAuthenticated } from './rejected.ts';

/** Milliseconds in which a callback is recorded or given up: OpenIM waits 5 s unless told otherwise. */
export const DEADLINE = 3_500;

export interface Arrival {
  /** `performance.now()` at arrival. */
  startedAt: number;
  /** Set once the caller is known: from then on the request is recorded, whatever it holds. */
  received?: Received;
}

/**
 * Records a callback, announces it, and answers: the reply, or that the callback could not be recorded.
 *
 * @param error what went wrong on the way here
 */
export async function conclude(
  callback: Callback,
  { received, startedAt }: Arrival,
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
  const { settings, auditTable } = environment;
  const record = recordOf(received, finding, settings.retentionDays);
  const { groupID, userID, operationID, outcome, decision } = record;
  try {
    const result = await put(auditTable, record, AbortSignal.timeout(DEADLINE));
    tell({ groupID, userID, operationID, outcome, decision, isRepeat: result === 'repeat' });
    return toProxyResult(reply);
  } catch (failure) {
    tell({ groupID, userID, operationID, outcome: 'notRecorded', decision, error: failure });
    // What is refused stays refused, with its own reason: the failure verdict is for what can't be judged.
    return toProxyResult(
      reply.answer.nextCode === 1 ? reply : failed('notRecorded', '', callback.timing, settings.failureVerdict),
    );
  }
}
