import { LATE_MS } from '../audit/late-mark.ts';
import { toStorable } from '../dynamodb/storable.ts';
import type { CallbackKind } from '../openim/catalogue.ts';
import { type Received, textOf } from '../record/received.ts';
import { isRelay } from './authenticate.ts';
import { startDeadline } from './deadline.ts';
import type { Step } from './pipeline-event.ts';
import { header, receive } from './receive.ts';
import { Malformed } from './rejection.ts';
import type { RelayDelivery } from './relay-delivery.ts';
import type { Runtime } from './runtime.ts';
import { isMarkedAsTest } from './test-mark.ts';

/** Captures an authenticated request. From here on it is recorded, even when it is malformed. */
export function capture(
  { settings, receiptTimeOf, timeouts }: Pick<Runtime, 'settings' | 'receiptTimeOf' | 'timeouts'>,
  callback: CallbackKind,
): Step {
  const { recordMessages } = settings;
  return async ({ event: { request, state }, context }) => {
    const deadline = startDeadline(timeouts, context.getRemainingTimeInMillis?.());
    const isTest = isMarkedAsTest(request);
    const nowMs = request.requestContext.requestTimeEpoch;
    const delivery = isRelay(request, settings)
      ? (await import('./relay-delivery.ts')).relayDeliveryOf((name) => header(request, name), nowMs, toStorable)
      : undefined;
    const received = {
      ...receive(request, callback, { recordMessages, receiptTimeOf }),
      ...(delivery && relayedFields(delivery, nowMs)),
      ...(isTest && { isTest }),
    };
    state.captured = { startedAt: state.startedAt, deadline, received, delivery };
    state.body = textOf(received);
    if (state.body === undefined) throw new Malformed('body is not UTF-8');
  };
}

function relayedFields({ relay, receivedAt, ageMs = 0 }: RelayDelivery, nowMs: number): Partial<Received> {
  return {
    relay,
    ...(receivedAt !== undefined && {
      receivedAt,
      ...(ageMs >= LATE_MS && { recordedAt: new Date(nowMs).toISOString() }),
    }),
  };
}
