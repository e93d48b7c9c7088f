import { type Person, peopleOf } from '../../functions/openim/people.ts';
import { ROW_TESTS } from './match-row.ts';
import { type QueryRecord, rolesIn } from './row.ts';
import { bodyOf, isInRecord } from './texts.ts';

/** A complete record with the people whom it names. */
export interface NamingRecord {
  readonly record: QueryRecord;
  /** Counted when first needed, because a body may name 100,000. */
  readonly people: () => readonly Person[];
}

export function namingRecord(record: QueryRecord): NamingRecord {
  let known: readonly Person[] | undefined;
  return {
    record,
    people: () => {
      known ??= peopleOf(record.command ?? '', record.event ?? parsed(bodyOf(record)));
      return known;
    },
  };
}

/**
 * Tells whether a complete record has one value of a filter.
 *
 * @param users whose role counts. Without any, the role of the user that the record carries
 */
export const RECORD_TESTS = {
  group: ({ record }: NamingRecord, value: string) => ROW_TESTS.group(record, value),
  outcome: ({ record }: NamingRecord, value: string) => ROW_TESTS.outcome(record, value),
  operation: ({ record }: NamingRecord, value: string) => record.operationID === value,
  text: ({ record }: NamingRecord, value: string) => isInRecord(record, value),
  rule: ({ record }: NamingRecord, value: string) =>
    record.decision?.rules?.some(({ id }) => id.startsWith(value)) ?? false,
  user: ({ record, people }: NamingRecord, value: string) =>
    record.userID === value || people().some(({ userID }) => userID === value),
  role({ record, people }: NamingRecord, value: string, users: readonly string[]): boolean {
    if (users.length === 0) return rolesIn(record).includes(value);
    return people().some(({ userID, roles }) => users.includes(userID) && roles.some((role) => role === value));
  },
} as const;

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
