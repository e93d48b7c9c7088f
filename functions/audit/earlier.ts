import { unmarshall } from '@aws-sdk/util-dynamodb';
import { numberOf } from '../dynamodb/stored-number.ts';
import type { AuditRecord } from '../record/record.ts';
import type { StoredItem } from './items.ts';

/** Returns outcome and decision of an item that an earlier delivery wrote. Apart, because few bundles need to read items. */
export function earlierOf({ outcome, decision }: StoredItem): Pick<AuditRecord, 'outcome' | 'decision'> {
  const stored = { ...(outcome && { outcome }), ...(decision && { decision }) };
  return unmarshall(stored, { wrapNumbers: numberOf }) as Pick<AuditRecord, 'outcome' | 'decision'>;
}
