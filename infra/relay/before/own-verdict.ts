import { type FailureVerdict, failure, type Reply } from '../../../functions/openim/answer.ts';
import type { CallbackKind } from '../../../functions/openim/catalogue.ts';
import { isOverwriting } from '../../../functions/openim/overwriting.ts';

/** Why the receiver gave no verdict. */
export type NoVerdict = 'receiverAway' | 'outOfTime';

/** A problem that only a relay has, so that no function carries it. */
export const RECEIVER_AWAY = { status: 502, errCode: 5502, errMsg: 'webhook receiver cannot be reached' };

/** Returns the relay's own verdict. A bare answer to an overwriting callback would blank fields, so that it is refused. */
export function ownVerdict(callback: CallbackKind, problem: NoVerdict, reason: string, verdict: FailureVerdict): Reply {
  const reply = failure('outOfTime', reason, callback.timing, isOverwriting(callback) ? 'refuse' : verdict);
  if (problem === 'outOfTime') return reply;
  const { status, ...fields } = RECEIVER_AWAY;
  return { status, answer: { ...reply.answer, ...fields } };
}
