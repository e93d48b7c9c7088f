import type { KeySchemaElement, TableDescription } from '@aws-sdk/client-dynamodb';
import type { FoundTable } from './found-table.ts';
import type { TableCommands } from './table-commands.ts';

/** A key attribute with its type. */
type Key = readonly [name: string, type: 'S' | 'N'];

/** Returns key attributes as `eventID (S)`, in the order of the key. */
export function keysOf(schema: readonly KeySchemaElement[] = [], { AttributeDefinitions = [] }: TableDescription) {
  return schema
    .toSorted((a, b) => String(a.KeyType).localeCompare(String(b.KeyType)))
    .map(({ AttributeName: name }) => {
      const definition = AttributeDefinitions.find(({ AttributeName }) => AttributeName === name);
      return keyText([name ?? '', (definition?.AttributeType ?? '?') as 'S']);
    });
}

function keyText([name, type]: Key): string {
  return `${name} (${type})`;
}

/** Checks the state and the key of a table. A table of another kind needs no further check. */
export function kindErrors(subject: string, { description }: FoundTable, keys: readonly Key[]): string[] {
  const wanted = keys.map(keyText).join(', ');
  const found = keysOf(description.KeySchema, description).join(', ');
  if (found !== wanted) return [`${subject} has the key ${found} instead of ${wanted}. Name a table of this receiver.`];
  const { TableStatus } = description;
  if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING')
    return [`${subject} is in the state ${TableStatus}. Deploy again once it is ACTIVE.`];
  return [];
}

/** Warns of missing protections that tables of the stack have, and that the receiver does not need. */
export function careWarnings(subject: string, found: FoundTable, commands: TableCommands): string[] {
  const { description, isRecoverable } = found;
  const isOnDemand = description.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';
  return [
    ...(isRecoverable === false
      ? [`${subject} can't be restored to a point in time. To change that, run: ${commands.makeRecoverable()}`]
      : []),
    ...(description.DeletionProtectionEnabled === true
      ? []
      : [`${subject} is not protected against deletion. To change that, run: ${commands.protect()}`]),
    ...(isOnDemand
      ? []
      : [
          `${subject} has provisioned capacity, which callbacks can exceed. To change that, run: ${commands.billOnDemand()}`,
        ]),
  ];
}
