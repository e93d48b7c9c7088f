import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../functions/dynamodb/table.ts';
import { createAuditTable, createPolicyTable } from '../../../infra/local/table-definitions.ts';
import { emptyDatabase, type TestDatabase } from '../table.ts';
import { ACCOUNT, REGION } from './aws-stub.ts';
import type { StubTable } from './dynamodb-stub.ts';

/** Stream of a table that exists. */
export function streamOf(name: string): string {
  return `${arnOf(name)}/stream/2026-11-30T00:00:00.000`;
}

export function arnOf(name: string): string {
  return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;
}

/** Returns the audit table of the receiver as DynamoDB describes it: keys and indexes are those of a table that was made. */
export async function describedAuditTable(name: string, changes: Partial<TableDescription> = {}): Promise<StubTable> {
  const Table = await described((database) => createAuditTable(database.client, name));
  return {
    description: {
      ...asInAws(name, Table),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      LatestStreamArn: streamOf(name),
      ...changes,
    },
    timeToLive: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    isRecoverable: true,
  };
}

/** Returns the policy table of the receiver as DynamoDB describes it. */
export async function describedPolicyTable(name: string, changes: Partial<TableDescription> = {}): Promise<StubTable> {
  const Table = await described((database) => createPolicyTable(database.client, name));
  const description = { ...asInAws(name, Table), ...changes };
  return { description, timeToLive: { TimeToLiveStatus: 'DISABLED' }, isRecoverable: true };
}

/** Dates are numbers in DynamoDB's protocol, which nobody reads here. */
function asInAws(name: string, { CreationDateTime: _date, BillingModeSummary, ...table }: TableDescription) {
  const { LastUpdateToPayPerRequestDateTime: _time, ...billing } = BillingModeSummary ?? {};
  return { ...table, TableArn: arnOf(name), DeletionProtectionEnabled: true, BillingModeSummary: billing };
}

async function described(create: (database: TestDatabase) => Promise<Table>): Promise<TableDescription> {
  const ends: (() => Promise<void>)[] = [];
  const database = await emptyDatabase((end) => ends.push(end));
  const { name } = await create(database);
  const { Table } = await database.client.send(new DescribeTableCommand({ TableName: name }));
  for (const end of ends) await end();
  if (!Table) throw new Error(`no table ${name}`);
  return Table;
}
