import type { CallbackKind } from '../openim/catalogue.ts';
import { textOf } from '../record/received.ts';
import { startDeadline } from './deadline.ts';
import type { Step } from './pipeline-event.ts';
import { receive } from './receive.ts';
import { Malformed } from './rejection.ts';
import type { Runtime } from './runtime.ts';
import { isMarkedAsTest } from './test-mark.ts';

/** Captures an authenticated request. From here on it is recorded, even when it is malformed. */
export function capture(
  { settings: { recordMessages }, receiptTimeOf }: Pick<Runtime, 'settings' | 'receiptTimeOf'>,
  callback: CallbackKind,
): Step {
  return ({ event: { request, state }, context }) => {
    const deadline = startDeadline(context.getRemainingTimeInMillis?.());
    const isTest = isMarkedAsTest(request);
    const received = { ...receive(request, callback, { recordMessages, receiptTimeOf }), ...(isTest && { isTest }) };
    state.captured = { startedAt: state.startedAt, deadline, received };
    state.body = textOf(received);
    if (state.body === undefined) throw new Malformed('body is not UTF-8');
  };
}
