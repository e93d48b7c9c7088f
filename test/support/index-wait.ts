import { isDeepStrictEqual } from 'node:util';
import { INDEXES, type IndexName } from '../../functions/audit/table-keys.ts';
import type { createSender } from './given-dynamodb.ts';

const LIMIT_MS = 20_000;
const PAUSE_MS = 100;

type Item = Readonly<Record<string, unknown>>;

/** Lets queries wait for their index, because Amazon's indexes are eventually consistent. */
export function createIndexWait(send: ReturnType<typeof createSender>['send']) {
  const waits = new Map<string, Promise<void>>();

  async function scan(input: object): Promise<Item[]> {
    const items: Item[] = [];
    for (let ExclusiveStartKey: unknown, isFirst = true; isFirst || ExclusiveStartKey; isFirst = false) {
      const { text } = await send('Scan', JSON.stringify({ ...input, ...(!isFirst && { ExclusiveStartKey }) }));
      const { Items = [], LastEvaluatedKey } = JSON.parse(text);
      items.push(...Items);
      ExclusiveStartKey = LastEvaluatedKey;
    }
    return items;
  }

  async function isCaughtUp(TableName: string, index: IndexName): Promise<boolean> {
    const items = await scan({ TableName, ConsistentRead: true });
    const byID = new Map(items.map((item) => [JSON.stringify(item.eventID), item]));
    const indexed = await scan({ TableName, IndexName: index });
    const isCurrent = (item: Item) => {
      const whole = byID.get(JSON.stringify(item.eventID)) ?? {};
      return Object.entries(item).every(([name, value]) => isDeepStrictEqual(whole[name], value));
    };
    const expected = items.filter((item) => INDEXES[index] in item && 'receivedAt' in item);
    return indexed.length === expected.length && indexed.every(isCurrent);
  }

  /** Waits for a limited time. A query after that finds what there is, and its test fails. */
  async function wait(TableName: string, index: IndexName): Promise<void> {
    const end = Date.now() + LIMIT_MS;
    while (!(await isCaughtUp(TableName, index)) && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }

  return {
    /** Notes that a table has changed. */
    written: () => waits.clear(),
    /** Waits until an index has what was written. Queries at the same time wait together. */
    caughtUp: async (TableName: string, index: string): Promise<void> => {
      const key = `${TableName} ${index}`;
      const pending = waits.get(key) ?? (index in INDEXES ? wait(TableName, index as IndexName) : undefined);
      if (pending) waits.set(key, pending);
      await pending;
    },
  };
}
