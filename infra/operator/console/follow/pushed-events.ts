import type { Listed } from '../../../../functions/audit/query.ts';
import type { Table } from '../../../../functions/dynamodb/table.ts';
import type { RecordedEvent } from '../../../local/console-messages.ts';
import { eventRow } from '../event-row.ts';
import { matching } from '../matching.ts';
import type { LineQuery } from '../query-line.ts';
import type { Follow, Listener } from './follow.ts';

/** Follows the records of a receiver that reports each of them. */
export class PushedEvents {
  readonly #audit: Table;
  readonly #followers = new Set<{ readonly query: LineQuery; readonly listener: Listener }>();

  constructor(audit: Table) {
    this.#audit = audit;
  }

  readonly follow: Follow = (query, listener) => {
    const follower = { query, listener };
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  };

  push(event: RecordedEvent): void {
    for (const { query, listener } of this.#followers) {
      const row = rowFor(query, event);
      if (row) this.#report(query, listener, row).catch(listener.onFailure);
    }
  }

  /** Reports at once where the row tells that it matches, so that rows keep their order. */
  async #report({ all }: LineQuery, { onRows }: Listener, row: Listed): Promise<void> {
    const { matched } = all.row(row) ? { matched: [row] } : await matching(this.#audit, all, [row]);
    if (matched.length > 0) onRows(matched.map(eventRow));
  }
}

/** Returns the row that a search would find: in one by user, that of the user. */
function rowFor({ wanted }: LineQuery, { listed, people }: RecordedEvent): Listed | undefined {
  if (wanted.index === 'byDay') return listed;
  const ids = [wanted.id, ...(wanted.alsoIDs ?? [])];
  if (wanted.index === 'byGroup') return ids.includes(listed.groupID ?? '') ? listed : undefined;
  if (wanted.index === 'byOperation') return ids.includes(listed.operationID ?? '') ? listed : undefined;
  // A large record is pushed without its event, and so with its first person alone.
  if (ids.includes(listed.userID ?? '')) return listed;
  const person = people.find(({ userID }) => ids.includes(userID));
  return person && { ...listed, userID: person.userID, role: person.roles.join(', ') };
}
