import type { Table } from '../../../functions/dynamodb/table.ts';
import type { RecordedEvent } from '../../local/console-messages.ts';
import type { EventRow } from '../contract/events.ts';
import { eventRow } from '../event-row.ts';
import type { LineQuery } from '../query-line.ts';
import { matches } from '../search.ts';
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

  /** Reports a row that matches at once, so that the order stays where no record must be read. */
  async #report(query: LineQuery, listener: Listener, row: EventRow): Promise<void> {
    const known = query.matchesRow(row);
    if (known ?? (await matches(this.#audit, query, row))) listener.onRows([row]);
  }
}

/** Returns the row that a search would find: in one by user, that of the user. */
function rowFor({ wanted }: LineQuery, { listed, people }: RecordedEvent): EventRow | undefined {
  const row = eventRow(listed);
  if (wanted.index === 'byDay') return row;
  if (wanted.index === 'byGroup') return row.groupID === wanted.id ? row : undefined;
  if (wanted.index === 'byOperation') return listed.operationID === wanted.id ? row : undefined;
  // A large record is pushed without its event, and so with its first person alone.
  if (row.userID === wanted.id) return row;
  const person = people.find(({ userID }) => userID === wanted.id);
  return person && { ...row, userID: person.userID, role: person.roles.join(', ') };
}
