import type { InferOutput } from 'valibot';
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
export function judgingHandlerOf<Callback extends CallbackKind>(
  runtime: Runtime,
  callback: Callback,
  door: Door<InferOutput<Callback['request']>>,
): Handler {
  const { settings, policyTable, now } = runtime;
  const policies = policyTable && new PolicyCache(policyTable, now);
  return handlerOf(runtime, callback, judgingAt(door, callback, { policies, failureVerdict: settings.failureVerdict }));
}
