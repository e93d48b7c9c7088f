import type { CallbackKind } from '../openim/catalogue.ts';
import type { Decision } from '../record/decision.ts';
import type { EffectivePolicy, PolicyCache } from './cache.ts';
import type { Door, DoorEvent } from './doors/door.ts';
import { judge } from './judge.ts';

interface JudgingOptions {
  readonly policies: PolicyCache | undefined;
  /** Verdict until a policy has been read. */
  readonly failureVerdict: Decision['verdict'];
}

/** Returns the steps that judge a callback at its door by the policy of the group that it names, and answer it. */
export function judgingAt(door: Door, callback: CallbackKind, { policies, failureVerdict }: JudgingOptions) {
  return {
    judge: async (event: DoorEvent, signal: AbortSignal): Promise<Decision> => {
      if (!policies) return { verdict: 'allow' };
      const groupID = typeof event.groupID === 'string' ? event.groupID : undefined;
      const decide = ({ policy, degraded }: EffectivePolicy): Decision => {
        if (!policy) return { verdict: failureVerdict, degraded: degraded ?? 'no policy was read' };
        const decision = judge(door.valuesOf(event, callback), door.name, policy);
        return degraded === undefined ? decision : { ...decision, degraded };
      };
      const effective = await policies.inForce(groupID, signal);
      try {
        return decide(effective);
      } catch {
        return decide(policies.rechecked(groupID));
      }
    },
    answerFor: door.answerFor,
  };
}
