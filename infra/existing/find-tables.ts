import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AWS_CLIENT } from '../cli/aws-client.ts';
import { explainedAws } from '../cli/aws-failure.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { StackSettings } from '../stack-settings.ts';
import { checkAuditTable } from './audit-table-check.ts';
import type { ExistingTable, ExistingTables } from './existing-table.ts';
import type { Findings, StackLocation } from './findings.ts';
import { type FoundTable, findTable } from './found-table.ts';
import { checkPolicyTable } from './policy-table-check.ts';
import { TableCommands } from './table-commands.ts';

type Settings = Pick<StackSettings, 'auditTable' | 'policyTable' | 'operationIndex' | 'administratorRoles'>;

/** The tables that settings name, with errors and warnings. With errors the stack must not be deployed. */
export interface FoundTables extends Findings {
  readonly tables: ExistingTables;
}

type Check = (name: string, found: FoundTable, commands: TableCommands) => Findings;

/** Looks up the tables that settings name. Makes no request if they name none. Each call asks again, because a restored table has a new stream. */
export async function findTables(settings: Settings, location: StackLocation): Promise<FoundTables> {
  const { auditTable, policyTable } = settings;
  if (auditTable === undefined && policyTable === undefined) return { tables: {}, errors: [], warnings: [] };
  const client = new DynamoDBClient({
    ...AWS_CLIENT,
    ...(location.region !== undefined && { region: location.region }),
  });
  try {
    const checkAudit: Check = (...found) => checkAuditTable(...found, settings);
    const [audit, policy] = await Promise.all([
      lookUp(client, location, 'auditTable', auditTable, checkAudit),
      lookUp(client, location, 'policyTable', policyTable, checkPolicyTable),
    ]);
    return {
      tables: { ...(audit.table && { audit: audit.table }), ...(policy.table && { policy: policy.table }) },
      errors: [...new Set([...audit.errors, ...policy.errors])],
      warnings: [...audit.warnings, ...policy.warnings],
    };
  } finally {
    client.destroy();
  }
}

interface LookedUp extends Findings {
  readonly table?: ExistingTable;
}

async function lookUp(
  client: DynamoDBClient,
  { account }: StackLocation,
  setting: string,
  name: string | undefined,
  check: Check,
): Promise<LookedUp> {
  if (name === undefined) return { errors: [], warnings: [] };
  const failed = (sentence: string): LookedUp => ({ table: unknownTable(name), errors: [sentence], warnings: [] });
  try {
    const found = await findTable(client, name);
    const region = await client.config.region();
    if (!found)
      return failed(`${setting}: the table ${name} does not exist in ${region}. Correct the name or the region.`);
    const { TableArn: arn = '', SSEDescription } = found.description;
    // A table without a stream has an error, and the stack is not deployed.
    const { LatestStreamArn: streamArn = `${arn}/stream/unknown` } = found.description;
    const owner = arn.split(':')[4];
    if (account !== undefined && owner !== account)
      return failed(
        `${setting}: your AWS credentials lead to the table of the account ${owner}, but the stack is for ${account}. Set AWS_PROFILE instead of --profile.`,
      );
    const keyArn = SSEDescription?.KMSMasterKeyArn;
    const table = { name, arn, streamArn, ...(keyArn && { keyArn }) };
    return { table, ...check(name, found, new TableCommands(name, region)) };
  } catch (error) {
    const reason = explainedAws(error);
    if (!(reason instanceof UsageError)) throw error;
    return failed(reason.message);
  }
}

/** Placeholder for a table that could not be described, because `cdk destroy` needs a stack, too. */
function unknownTable(name: string): ExistingTable {
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;
  return { name, arn, streamArn: `${arn}/stream/unknown` };
}
