import { allow, allowWith, type Reply, refuse } from '../openim/answer.ts';
import { problems } from '../openim/problems.ts';
import type { Decision } from '../record/decision.ts';

/** Returns the reply for a decision: the first refusal, the changed values, or a plain allow. */
export function replyTo({ verdict, rules = [], changes = {}, degraded = '' }: Decision): Reply {
  if (verdict === 'change') {
    return allowWith(Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after])));
  }
  if (verdict === 'allow') return allow;
  const { ourFailure } = problems;
  const {
    errCode = ourFailure.errCode,
    errMsg = ourFailure.errMsg,
    id,
    field,
  } = rules.find(({ action }) => action === 'refuse') ?? {};
  return refuse(errCode, errMsg, id === undefined ? degraded : `rule ${id}, field ${field}`);
}
