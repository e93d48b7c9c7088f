import { toIndexKey } from '../../dynamodb/index-keys.ts';
import type { AuditRecord } from '../../record/record.ts';
import { furtherPeopleOf } from '../person-entries.ts';
import type { Listed } from '../query.ts';
import type { AuditQuery } from '../search-index.ts';

/**
 * Returns the row that a search finds for a whole record, undefined when it finds none. In a search by users, it is the row of the first
 * of them, whose entry may not be derived yet. Times are not compared.
 */
export function rowIn(wanted: AuditQuery, record: AuditRecord): Listed | undefined {
  if (wanted.index === 'byDay') return record.test === (wanted.tests || undefined) ? listed(record) : undefined;
  const ids = [wanted.id, ...(wanted.alsoIDs ?? [])].map((id) => toIndexKey(id) ?? '');
  if (wanted.index === 'byGroup') return ids.includes(record.groupID ?? '') ? listed(record) : undefined;
  if (wanted.index === 'byOperation') return ids.includes(record.operationID ?? '') ? listed(record) : undefined;
  if (record.userID !== undefined && ids.includes(record.userID)) return listed(record);
  const person = furtherPeopleOf(record).find(({ userID }) => ids.includes(toIndexKey(userID) ?? ''));
  return person && { ...listed(record), userID: toIndexKey(person.userID) ?? '', role: person.roles.join(', ') };
}

/** Returns the fields that an index has, and the time of recording. */
function listed(record: AuditRecord): Listed {
  const { body, bodyBytes, event, decision, reason, sourceIP, requestID, dayShard, expiresAt, ...row } = record;
  return row;
}
