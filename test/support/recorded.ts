import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { entryOf, furtherPeopleOf } from '../../functions/audit/person-entries.ts';
import { put } from '../../functions/audit/put.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { groupOf, peopleOf } from '../../functions/openim/people.ts';
import type { Decision } from '../../functions/record/decision.ts';
import type { Outcome } from '../../functions/record/outcome.ts';
import { type AuditRecord, recordOf } from '../../functions/record/record.ts';

interface Recorded {
  /** Name without `callback` and `Command`. */
  readonly callback: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly at: string | Date;
  readonly outcome?: Outcome;
  readonly decision?: Decision;
  readonly replayOf?: string;
}

/** Makes the record of a callback, with the group and the people of its event. */
export function recorded({ callback, event, at, outcome = 'recorded', decision, replayOf }: Recorded): AuditRecord {
  const command = `callback${callback}Command`;
  const [person] = peopleOf(command, event);
  const body = Buffer.from(JSON.stringify({ callbackCommand: command, ...event }));
  const receivedAt = new Date(at).toISOString().replace('Z', '000Z');
  const received = {
    ...{ requestID: `${callback} ${receivedAt}`, receivedAt, sourceIP: '127.0.0.1', command, body },
    ...(replayOf !== undefined && { replayOf }),
  };
  return recordOf(received, {
    ...{ outcome, event, decision, groupID: groupOf(event) },
    ...(person && { userID: person.userID, role: person.roles.join(', ') }),
  });
}

/** Puts records into a table, with the entries of their people. */
export async function putRecorded(table: Table, ...records: readonly AuditRecord[]): Promise<void> {
  for (const record of records) {
    await put(table, record, new AbortController().signal);
    for (const person of furtherPeopleOf(record)) {
      const Item = marshall(entryOf(record, person));
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
  }
}
