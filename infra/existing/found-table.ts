import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
  type TableDescription,
  type TimeToLiveDescription,
} from '@aws-sdk/client-dynamodb';

/** A table as DynamoDB describes it. */
export interface FoundTable {
  readonly description: TableDescription;
  readonly timeToLive: TimeToLiveDescription;
  /** Undefined if the credentials may not ask. */
  readonly isRecoverable: boolean | undefined;
  /** Text of the table's own policy; undefined if it has none. */
  readonly policy: string | undefined;
}

/** DynamoDB's errors for what does not exist. */
const MISSING = ['ResourceNotFoundException', 'PolicyNotFoundException'];

/** Asks DynamoDB about a table. Undefined if the table does not exist. */
export async function findTable(client: DynamoDBClient, name: string): Promise<FoundTable | undefined> {
  const description = await unlessMissing(client.send(new DescribeTableCommand({ TableName: name })));
  if (!description?.Table) return undefined;
  const { TableArn: ResourceArn } = description.Table;
  const [timeToLive, policy, isRecoverable] = await Promise.all([
    client.send(new DescribeTimeToLiveCommand({ TableName: name })),
    unlessMissing(client.send(new GetResourcePolicyCommand({ ResourceArn }))),
    recoverable(client, name),
  ]);
  return {
    description: description.Table,
    timeToLive: timeToLive.TimeToLiveDescription ?? {},
    isRecoverable,
    policy: policy?.Policy,
  };
}

async function recoverable(client: DynamoDBClient, name: string): Promise<boolean | undefined> {
  try {
    const { ContinuousBackupsDescription } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName: name }),
    );
    return ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
  } catch (error) {
    if ((error as Error).name === 'AccessDeniedException') return undefined;
    throw error;
  }
}

async function unlessMissing<Output>(asked: Promise<Output>): Promise<Output | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (MISSING.includes((error as Error).name)) return undefined;
    throw error;
  }
}
