import type { CallbackKind } from '../openim/catalogue.ts';
import type { Decision } from '../record/decision.ts';
import type { PolicyCache } from './cache.ts';
import type { Changes, Door } from './doors/door.ts';
import { judge } from './judge.ts';

interface JudgingOptions {
  readonly policies: PolicyCache | undefined;
  /** Verdict until a policy has been read. */
  readonly failureVerdict: Decision['verdict'];
}

/** Returns the steps that judge a callback at its door by the policy of the group that it names, and answer it. */
export function judgingAt<Event extends object>(
  door: Door<Event>,
  callback: CallbackKind,
  { policies, failureVerdict }: JudgingOptions,
) {
  return {
    judge: async (event: Event, signal: AbortSignal): Promise<Decision> => {
      if (!policies) return { verdict: 'allow' };
      const groupID = 'groupID' in event && typeof event.groupID === 'string' ? event.groupID : undefined;
      const { policy, degraded } = await policies.inForce(groupID, signal);
      if (!policy) return { verdict: failureVerdict, degraded: degraded ?? 'no policy was read' };
      const decision = judge(door.valuesOf(event, callback), door.name, policy);
      return degraded === undefined ? decision : { ...decision, degraded };
    },
    answerFor: (event: Event, changes: Changes) => door.answerFor(event, changes, callback),
  };
}
