import type { DynamoDBClient, PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { native } from '../../functions/audit/items.ts';
import type { Head } from '../../functions/audit/parts.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import type { AuditRecord } from '../../functions/record/record.ts';

/**
 * Reports each record that this process puts into a table, in place of the table's stream, which an embedded database does not have.
 * A write whose answer was lost is not reported: the next start derives what is missing.
 */
export function streamOf({ client, name }: Table, onRecord: (item: AuditRecord | Head) => void): void {
  const { middlewareStack }: Pick<DynamoDBClient, 'middlewareStack'> = client;
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName !== 'PutItemCommand') return result;
        const { TableName, Item } = args.input as PutItemCommandInput;
        if (TableName === name && Item?.command && !Item.entryOf) onRecord(native<AuditRecord | Head>(Item));
        return result;
      },
    { step: 'initialize', name: 'reportRecords' },
  );
}
