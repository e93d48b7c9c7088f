import { DynamoDBClient, DynamoDBServiceException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { AuditTable } from '../../functions/audit/table.ts';
import type { PolicyTable } from '../../functions/policy/table.ts';
import { openDatabase } from '../local/database.ts';
import { prepareDirectory } from '../local/directory.ts';
import { fillInForSdk, pointSdkAt } from '../local/sdk.ts';
import { DEFAULT_DIRECTORY } from '../local/settings.ts';
import { createAuditTable, createPolicyTable, LOCAL_AUDIT_TABLE, LOCAL_POLICY_TABLE } from '../local/tables.ts';
import { UsageError } from './command.ts';

export interface Tables {
  readonly audit: AuditTable;
  readonly policy: PolicyTable;
  /** Where they are, for a person. */
  readonly place: string;
}

/** Tables in AWS, by the names that `cdk deploy` printed. */
export interface InAws {
  readonly auditTable?: string | undefined;
  readonly policyTable?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Runs something on the tables of AWS, with the operator's own credentials, when one is named; else on those of `npm start`,
 * whether that runs or not, or with `AWS_ENDPOINT_URL_DYNAMODB` on those of another DynamoDB.
 */
export async function withTables(
  env: NodeJS.ProcessEnv,
  { auditTable, policyTable, region }: InAws,
  use: (tables: Tables) => Promise<void>,
): Promise<void> {
  const names = {
    audit: auditTable || env.AUDIT_TABLE_NAME || LOCAL_AUDIT_TABLE,
    policy: policyTable || env.POLICY_TABLE_NAME || LOCAL_POLICY_TABLE,
  };
  if (auditTable || policyTable) return using(new DynamoDBClient(region ? { region } : {}), 'AWS', names, use);
  if (env.AWS_ENDPOINT_URL_DYNAMODB) {
    if (!URL.canParse(env.AWS_ENDPOINT_URL_DYNAMODB))
      throw new UsageError('AWS_ENDPOINT_URL_DYNAMODB is no address: set it to one as http://127.0.0.1:8000.');
    fillInForSdk(env);
    return using(new DynamoDBClient(), env.AWS_ENDPOINT_URL_DYNAMODB, names, use);
  }
  const directory = env.DATA_DIR || DEFAULT_DIRECTORY;
  await prepareDirectory(directory);
  const database = await openDatabase(directory).catch(({ message }: Error) => {
    throw new UsageError(`The data in ${directory} can't be opened: ${message}.`);
  });
  try {
    pointSdkAt(database, env);
    await using(new DynamoDBClient(), directory, names, async (tables) => {
      await createAuditTable(tables.audit.client, names.audit);
      await createPolicyTable(tables.policy.client, names.policy);
      await use(tables);
    });
  } finally {
    await database.close();
  }
}

async function using(
  client: DynamoDBClient,
  place: string,
  names: Names,
  use: (tables: Tables) => Promise<void>,
): Promise<void> {
  try {
    await use({ audit: { client, name: names.audit }, policy: { client, name: names.policy }, place });
  } catch (error) {
    throw explained(error, names);
  } finally {
    client.destroy();
  }
}

interface Names {
  readonly audit: string;
  readonly policy: string;
}

/** What AWS says of credentials that it does not accept. */
const NOT_ACCEPTED = [
  'ExpiredTokenException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
];

/** What Node says of an address at which nobody answers. */
const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
];

function explained(error: unknown, names: Names): unknown {
  if (error instanceof ResourceNotFoundException) {
    return new UsageError(
      `There is no table ${names.audit} or ${names.policy}: --table and --region say which and where.`,
    );
  }
  const { name, code } = error as NodeJS.ErrnoException;
  if (code && UNREACHABLE.includes(code))
    return new UsageError(
      `DynamoDB can't be reached (${code}): check the region, the address and this machine's network.`,
    );
  if (name === 'ValidationException')
    return new UsageError(
      `The table ${names.audit} or ${names.policy} is another than meant: ${(error as Error).message}`,
    );
  if (name === 'CredentialsProviderError')
    return new UsageError('There are no AWS credentials: sign in, or set AWS_PROFILE.');
  if (name === 'AccessDeniedException')
    return new UsageError(`Your AWS credentials don't allow that: ${(error as Error).message}`);
  if (name && NOT_ACCEPTED.includes(name))
    return new UsageError(`AWS does not accept your credentials (${name}): sign in again.`);
  if ((error as Error).message === 'Region is missing')
    return new UsageError('--region is missing: give the one of the stack.');
  if ((error as Error).message.startsWith('Region not accepted'))
    return new UsageError('--region is no region: it is one as eu-west-1.');
  if (error instanceof DynamoDBServiceException || '$metadata' in (error as object))
    return new UsageError(
      `DynamoDB failed: ${(error as Error).message.split('\n')[0]?.replace(/\.$/, '') || name}. Try again later.`,
    );
  return error;
}
