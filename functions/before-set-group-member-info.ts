import { inLambda } from './callback/in-lambda.ts';
import { type Handler, handlerOf } from './callback/pipeline.ts';
import type { Runtime } from './callback/runtime.ts';
import { callbackNamed } from './openim/catalogue.ts';
import { fieldsSet } from './openim/fields-set.ts';
import { PolicyCache } from './policy/cache.ts';
import { judge } from './policy/judge.ts';
import type { Decision } from './record/decision.ts';

const callback = callbackNamed('before-set-group-member-info');

/**
 * Judges a change of a member's information by the group's policy, and records it under the group and the member.
 * The failure verdict decides until a policy has been read.
 */
export function createHandler(runtime: Runtime): Handler {
  const { settings, policyTable, now } = runtime;
  const policies = policyTable && new PolicyCache(policyTable, now);
  return handlerOf(runtime, callback, {
    judge: async ({ groupID, nickName, faceURL, roleLevel, ex }, signal): Promise<Decision> => {
      if (!policies) return { verdict: 'allow' };
      const { policy, degraded } = await policies.inForce(groupID, signal);
      if (!policy) return { verdict: settings.failureVerdict, degraded: degraded ?? 'no policy was read' };
      const decision = judge(fieldsSet(callback, { nickName, faceURL, roleLevel, ex }), policy, callback.clears);
      return degraded === undefined ? decision : { ...decision, degraded };
    },
  });
}

export const handler = /* @__PURE__ */ inLambda(createHandler);
