import type { CallbackKind } from '../openim/catalogue.ts';
import { textOf } from '../record/received.ts';
import { startDeadline } from './deadline.ts';
import type { Step } from './pipeline-event.ts';
import { receive } from './receive.ts';
import { Malformed } from './rejection.ts';
import type { Runtime } from './runtime.ts';

/** Captures a request of a known caller. It is recorded from here on, whatever it holds. */
export function capture({ receiptTimeOf }: Pick<Runtime, 'receiptTimeOf'>, callback: CallbackKind): Step {
  return ({ event: { request, state }, context }) => {
    const deadline = startDeadline(context.getRemainingTimeInMillis?.());
    const received = receive(request, callback, receiptTimeOf);
    state.captured = { startedAt: state.startedAt, deadline, received };
    state.body = textOf(received);
    if (state.body === undefined) throw new Malformed('body is not UTF-8');
  };
}
