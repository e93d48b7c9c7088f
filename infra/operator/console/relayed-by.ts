import type { AuditRecord } from '../../../functions/record/record.ts';
import { toJson } from '../../cli/printable.ts';
import type { OtherServerAnswer, RelayedBy } from '../../console/contract/relayed.ts';
import { relayReceiptOf } from '../audit/relay-receipt.ts';

/** Returns a relay's report about the callback of a record, or undefined without a relay. */
export function relayedBy(record: AuditRecord): RelayedBy | undefined {
  if (record.relay === undefined) return undefined;
  const { id, sequence, verdict, others = [], ignored } = record.relay;
  const receipt = relayReceiptOf(record);
  return {
    ...(id !== undefined && { id }),
    ...(sequence !== undefined && { sequence }),
    ...(receipt && { receivedAt: receipt.receivedAt }),
    isOwnClock: receipt?.isOwnClock ?? false,
    ...(verdict && { verdict }),
    others: others.map(
      ({ name, answer, error, replaced, isShortened }): OtherServerAnswer => ({
        name,
        ...(answer && { json: toJson(answer) }),
        ...(error !== undefined && { error }),
        ...(replaced && { replacedJson: toJson(replaced) }),
        ...(isShortened && { isShortened }),
      }),
    ),
    ...(ignored !== undefined && { ignored }),
  };
}
