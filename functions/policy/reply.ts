import { goOn, goOnWith, type Reply, refused } from '../openim/answer.ts';
import { problems } from '../openim/problems.ts';
import type { Decision } from './judge.ts';

/** What OpenIM is answered: the first refusal, or the changed values, or to go on. */
export function replyTo({ verdict, rules = [], changes = {}, degraded = '' }: Decision): Reply {
  if (verdict === 'change') {
    return goOnWith(Object.fromEntries(Object.entries(changes).map(([field, { after }]) => [field, after])));
  }
  if (verdict === 'allow') return goOn;
  const { ourFailure } = problems;
  const {
    errCode = ourFailure.errCode,
    errMsg = ourFailure.errMsg,
    id,
    field,
  } = rules.find(({ action }) => action === 'refuse') ?? {};
  return refused(errCode, errMsg, id === undefined ? degraded : `rule ${id}, field ${field}`);
}
