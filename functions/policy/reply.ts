import { allow, allowWith, type Replacements, type Reply, refuse } from '../openim/answer.ts';
import { problems } from '../openim/problems.ts';
import type { Decision } from '../record/decision.ts';
import type { Changes } from './doors/door.ts';

/**
 * Returns the reply for a decision: the first refusal, the changed values, or a plain allow.
 *
 * @param answerFor translates changes into fields of the answer
 */
export function replyTo(
  { verdict, rules = [], changes = {}, degraded = '' }: Decision,
  answerFor: (changes: Changes) => Replacements = (values) => values,
): Reply {
  if (verdict === 'change') {
    const values = Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after]));
    return allowWith(answerFor(values));
  }
  if (verdict === 'allow') return allow;
  const { ourFailure } = problems;
  const {
    errCode = ourFailure.errCode,
    errMsg = ourFailure.errMsg,
    id,
    field,
  } = rules.find(({ action, isMonitored }) => action === 'refuse' && !isMonitored) ?? {};
  return refuse(errCode, errMsg, id === undefined ? degraded : `rule ${id}, field ${field}`);
}
