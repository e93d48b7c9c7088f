import type { TableDescription, TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from './aws-error.ts';

/** A table of the stub, as DynamoDB describes it. */
export interface StubTable {
  readonly description: TableDescription;
  readonly timeToLive: TimeToLiveDescription;
  readonly isRecoverable: boolean;
  readonly policy?: string;
}

type Request = {
  readonly TableName?: string;
  readonly ResourceArn?: string;
  readonly ExclusiveStartTableName?: string;
};

const TABLES_A_PAGE = 2;

/** Descriptions of DynamoDB's tables, as far as a deployment reads them. */
export class DynamoDbStub {
  readonly tables = new Map<string, StubTable>();

  answer(action: string, request: Request): object {
    switch (action) {
      case 'DescribeTable':
        return { Table: this.#table(request).description };
      case 'DescribeTimeToLive':
        return { TimeToLiveDescription: this.#table(request).timeToLive };
      case 'DescribeContinuousBackups':
        return {
          ContinuousBackupsDescription: {
            PointInTimeRecoveryDescription: {
              PointInTimeRecoveryStatus: this.#table(request).isRecoverable ? 'ENABLED' : 'DISABLED',
            },
          },
        };
      case 'GetResourcePolicy': {
        const { policy } = this.#table({ TableName: request.ResourceArn?.split('/')[1] ?? '' });
        if (policy === undefined) throw new AwsError('PolicyNotFoundException', 'No policy');
        return { Policy: policy };
      }
      case 'ListTables': {
        const names = [...this.tables.keys()].sort();
        const start =
          request.ExclusiveStartTableName === undefined ? 0 : names.indexOf(request.ExclusiveStartTableName) + 1;
        const TableNames = names.slice(start, start + TABLES_A_PAGE);
        const isLast = start + TABLES_A_PAGE >= names.length;
        return { TableNames, ...(!isLast && { LastEvaluatedTableName: TableNames.at(-1) }) };
      }
      default:
        throw new AwsError('UnknownOperationException', action);
    }
  }

  #table({ TableName = '' }: Request): StubTable {
    const table = this.tables.get(TableName);
    if (!table) throw new AwsError('ResourceNotFoundException', `Requested resource not found: ${TableName}`);
    return table;
  }
}
