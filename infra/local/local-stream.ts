import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { native } from '../../functions/audit/items.ts';
import type { Head } from '../../functions/audit/parts.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';

/**
 * Reports each record that this process puts into a table, in place of the table's stream, which an embedded database does not have.
 * A write whose answer was lost is not reported: the next start derives what is missing.
 */
export function streamOf({ client, name }: Table, onRecord: (item: AuditRecord | Head) => void): void {
  const send = client.send.bind(client);
  client.send = async (command, options) => {
    const output = await send(command, options);
    if (command instanceof PutItemCommand) {
      const { TableName, Item } = command.input;
      if (TableName === name && Item?.command && !Item.entryOf) onRecord(native<AuditRecord | Head>(Item));
    }
    return output;
  };
}
