import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { list } from '../../../functions/audit/query.ts';
import type { Table } from '../../../functions/dynamodb/table.ts';

/** Difference that the whole seconds of a header and the way of an answer explain. */
const TOLERANCE_MS = 2_000;

const STEP = 'readDate';

/**
 * Returns a clock that agrees with that of the table, because new records are found by their times, and a computer's clock may be minutes
 * wrong. Reads half a read unit.
 *
 * @param now this computer's clock
 * @throws what the client throws
 */
export async function tableClock(table: Table<DynamoDBClient>, now: () => Date): Promise<() => Date> {
  const { middlewareStack } = table.client;
  let offsetMs = 0;
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const difference = Date.parse(dateOf(result.response) ?? '') - now().getTime();
      if (Math.abs(difference) > TOLERANCE_MS) offsetMs = difference;
      return result;
    },
    { step: 'deserialize', name: STEP },
  );
  try {
    const day = now().toISOString().slice(0, 10);
    await list(table, { index: 'byDay', late: true, day }, 1).next();
  } finally {
    middlewareStack.remove(STEP);
  }
  return () => new Date(now().getTime() + offsetMs);
}

function dateOf(response: unknown): string | undefined {
  const { headers } = Object(response) as { readonly headers?: Readonly<Record<string, string>> };
  return headers?.date;
}
