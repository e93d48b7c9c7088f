import type { CallbackKind } from '../openim/catalogue.ts';
import { PolicyCache } from '../policy/cache.ts';
import type { Door } from '../policy/doors/door.ts';
import { judgingAt } from '../policy/judging.ts';
import { type Handler, handlerOf } from './pipeline.ts';
import type { Runtime } from './runtime.ts';

/**
 * Returns the handler of a before callback that the policy judges at a door. The failure verdict decides until a policy has been
 * read.
 */
export function judgingHandlerOf(runtime: Runtime, callback: CallbackKind, door: Door): Handler {
  const { settings, policySource, now } = runtime;
  if (policySource) policySource.cache ??= new PolicyCache(policySource.table, now);
  const options = { policies: policySource?.cache, failureVerdict: settings.failureVerdict };
  return handlerOf<CallbackKind>(runtime, callback, {
    ...judgingAt(door, callback, options),
    decisionIn: async (item) => (await import('../audit/earlier.ts')).decisionIn(item),
  });
}
