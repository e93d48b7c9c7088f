import { environment } from './callback/environment.ts';
import { handlerOf } from './callback/pipeline.ts';
import { callbackNamed } from './openim/catalogue.ts';
import { fieldsSet } from './openim/fields-set.ts';
import { type Decision, judge } from './policy/judge.ts';
import { PolicyStore } from './policy/store.ts';

const callback = callbackNamed('before-set-group-member-info');

const policyStore = environment.policyTable && new PolicyStore(environment.policyTable);

/**
 * OpenIM asks whether a member's information may be set: judged by the policy in force for the group, and recorded under the
 * group and the member. When the policy was never to be read, the failure verdict decides.
 */
export const handler = handlerOf(callback, {
  concerns: ({ groupID, userID }) => ({ groupID, userID }),
  judge: async ({ groupID, nickName, faceURL, roleLevel, ex }, signal): Promise<Decision> => {
    if (!policyStore) return { verdict: 'allow' };
    const { policy, degraded } = await policyStore.inForce(groupID, signal);
    if (!policy) return { verdict: environment.settings.failureVerdict, degraded: degraded ?? 'no policy was read' };
    const decision = judge(fieldsSet(callback, { nickName, faceURL, roleLevel, ex }), policy, callback.clears);
    return degraded === undefined ? decision : { ...decision, degraded };
  },
});
