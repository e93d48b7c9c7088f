import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { CallbackKind } from '../openim/catalogue.ts';
import { textOf } from '../record/received.ts';
import { isRelay } from './authenticate.ts';
import { startDeadline } from './deadline.ts';
import type { Step } from './pipeline-event.ts';
import { receive } from './receive.ts';
import { Malformed } from './rejection.ts';
import type { RelayDelivery } from './relay-delivery.ts';
import type { Runtime } from './runtime.ts';
import { isMarkedAsTest } from './test-mark.ts';

/** Captures an authenticated request. From here on it is recorded, even when it is malformed. */
export function capture(
  { settings, receiptTimeOf }: Pick<Runtime, 'settings' | 'receiptTimeOf'>,
  callback: CallbackKind,
): Step {
  const { recordMessages } = settings;
  return async ({ event: { request, state }, context }) => {
    const deadline = startDeadline(context.getRemainingTimeInMillis?.());
    const isTest = isMarkedAsTest(request);
    const delivery = isRelay(request, settings) ? await relayDeliveryOf(request) : undefined;
    const { relay, receivedAt, recordedAt } = delivery ?? {};
    const received = {
      ...receive(request, callback, { recordMessages, receiptTimeOf: receivedAt ? () => receivedAt : receiptTimeOf }),
      ...(relay && { relay }),
      ...(recordedAt !== undefined && { recordedAt }),
      ...(isTest && { isTest }),
    };
    state.captured = { startedAt: state.startedAt, deadline, received, delivery };
    state.body = textOf(received);
    if (state.body === undefined) throw new Malformed('body is not UTF-8');
  };
}

/** Reads the headers of a relay with a chunk of the bundle that others do not load. */
async function relayDeliveryOf(request: APIGatewayProxyEvent): Promise<RelayDelivery | undefined> {
  const relayDelivery = await import('./relay-delivery.ts');
  return relayDelivery.relayDeliveryOf(request, request.requestContext.requestTimeEpoch);
}
