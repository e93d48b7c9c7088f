import { allow, allowWith, type Reply, refuse } from '../openim/answer.ts';
import { problems } from '../openim/problems.ts';
import type { Decision } from '../record/decision.ts';

/** What OpenIM is answered: the first refusal, or the changed values, or to go on. */
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
