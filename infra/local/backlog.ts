import { itemsOf } from '../../functions/audit/items.ts';
import type { Head } from '../../functions/audit/parts.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';

type Item = AuditRecord | Head;

/** A record that waits. Without its item, it is read from the table when its turn comes. */
export interface Waiting {
  readonly eventID: string;
  readonly receivedAt: string;
  readonly item?: Item;
}

/** Records that wait with their items, each of which takes up to 1 MB of memory. */
const MAX_ITEMS = 50;

/** Records of a table that wait to be derived, first in, first out. Callers can send them faster than they are derived. */
export class Backlog {
  readonly #waiting: Waiting[] = [];
  #failed: Waiting[] = [];
  #items = 0;

  add(item: Item): void {
    const { eventID, receivedAt } = item;
    const isKept = this.#items < MAX_ITEMS;
    if (isKept) this.#items += 1;
    this.#waiting.push({ eventID, receivedAt, ...(isKept && { item }) });
  }

  take(): Waiting | undefined {
    const next = this.#waiting.shift();
    if (next?.item) this.#items -= 1;
    return next;
  }

  /** Keeps a record that could not be derived for the next `retry`. Returns true for the first since the last one. */
  postpone({ eventID, receivedAt }: Waiting): boolean {
    return this.#failed.push({ eventID, receivedAt }) === 1;
  }

  retry(): void {
    for (const failed of this.#failed) this.#waiting.push(failed);
    this.#failed = [];
  }

  /** Returns the times of all that waits or failed. */
  times(): string[] {
    return [...this.#waiting, ...this.#failed].map(({ receivedAt }) => receivedAt);
  }
}

/** Returns the item of a record; undefined when its retention has ended. */
export async function itemOf(table: Table, { eventID, item }: Waiting): Promise<Item | undefined> {
  return item ?? (await itemsOf<Item>(table, [eventID]))[0];
}
