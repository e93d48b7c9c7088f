import { type Counters, createCounters } from '../counters.ts';
import { ReceiverClient } from '../receiver/client.ts';
import { RECEIVER, type Target } from '../receiver/target.ts';
import { Deliveries, type DeliveryOptions } from './deliveries.ts';
import { sendToOther } from './send-to-other.ts';

/** A server that the relay delivers to and asks, on connections of its own, so that none waits for another. */
export interface Server {
  readonly target: Target;
  readonly counters: Counters;
  readonly deliveries: Deliveries;
  /** For before callbacks. */
  readonly client: ReceiverClient;
  /** Ends deliveries under way after some time. */
  stop(timeoutMs: number): Promise<void>;
}

export type ServerOptions = Omit<DeliveryOptions, 'client' | 'counters' | 'sendOne'>;

export function createServer(target: Target, options: ServerOptions): Server {
  const deliveryClient = new ReceiverClient(target);
  const client = new ReceiverClient(target);
  const counters = createCounters();
  const isOther = target.name !== RECEIVER;
  const deliveries = new Deliveries({
    ...options,
    ...{ client: deliveryClient, counters },
    ...(isOther && { sendOne: sendToOther }),
  });
  return {
    ...{ target, counters, deliveries, client },
    stop: async (timeoutMs) => {
      const timer = setTimeout(() => deliveryClient.close(), timeoutMs);
      await deliveries.stop();
      clearTimeout(timer);
      deliveryClient.close();
      client.close();
    },
  };
}
