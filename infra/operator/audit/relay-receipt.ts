import { RELAY_HEADERS } from '../../../functions/openim/relay-headers.ts';
import type { AuditRecord } from '../../../functions/record/record.ts';

/** Time at which a relay took a callback. */
export interface RelayReceipt {
  readonly receivedAt: string;
  /** Only the relay's clock says so. The record has the time of the delivery. */
  readonly isOwnClock: boolean;
}

/** Returns when a relay took the callback of a record, or undefined if no valid header says so. */
export function relayReceiptOf({
  relay,
  receivedAt,
}: Pick<AuditRecord, 'relay' | 'receivedAt'>): RelayReceipt | undefined {
  if (relay?.receivedAt !== undefined) return { receivedAt: relay.receivedAt, isOwnClock: true };
  if (relay?.id === undefined || relay.ignored?.includes(RELAY_HEADERS.receivedAt)) return undefined;
  return { receivedAt, isOwnClock: false };
}
