import type { CreateGlobalSecondaryIndexAction } from '@aws-sdk/client-dynamodb';
import { INDEXES, type IndexName, projectedBy, SORT_KEY } from '../../functions/audit/table-keys.ts';

/** Commands of the AWS CLI that add missing parts to a table. Operators copy them into a shell. */
export class TableCommands {
  readonly #where: string;

  constructor(table: string, region: string) {
    this.#where = `--table-name ${table} --region ${region}`;
  }

  startStream(): string {
    return this.#updateTable('--stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES');
  }

  endStream(): string {
    return this.#updateTable('--stream-specification StreamEnabled=false');
  }

  waitUntilActive(): string {
    return `aws dynamodb wait table-exists ${this.#where}`;
  }

  expire(attribute: string): string {
    return `aws dynamodb update-time-to-live ${this.#where} --time-to-live-specification Enabled=true,AttributeName=${attribute}`;
  }

  endExpiry(attribute: string): string {
    return `aws dynamodb update-time-to-live ${this.#where} --time-to-live-specification Enabled=false,AttributeName=${attribute}`;
  }

  /** Creates an index of a table that is billed on demand. DynamoDB creates one index at a time. */
  createIndex(name: IndexName): string {
    const types = [INDEXES[name], SORT_KEY].map((key) => `AttributeName=${key},AttributeType=S`).join(' ');
    const Create: CreateGlobalSecondaryIndexAction = {
      IndexName: name,
      KeySchema: [
        { AttributeName: INDEXES[name], KeyType: 'HASH' },
        { AttributeName: SORT_KEY, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: projectedBy(name) },
    };
    const updates = JSON.stringify([{ Create }]);
    return this.#updateTable(`--attribute-definitions ${types} --global-secondary-index-updates '${updates}'`);
  }

  deleteIndex(name: IndexName): string {
    return this.#updateTable(`--global-secondary-index-updates '[{"Delete":{"IndexName":"${name}"}}]'`);
  }

  protect(): string {
    return this.#updateTable('--deletion-protection-enabled');
  }

  billOnDemand(): string {
    return this.#updateTable('--billing-mode PAY_PER_REQUEST');
  }

  makeRecoverable(): string {
    return `aws dynamodb update-continuous-backups ${this.#where} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`;
  }

  #updateTable(change: string): string {
    return `aws dynamodb update-table ${this.#where} ${change}`;
  }
}

/** Returns the command that gives a table a policy of one statement. */
export function putPolicy(arn: string, statement: object): string {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const region = arn.split(':')[3];
  return `aws dynamodb put-resource-policy --resource-arn ${arn} --region ${region} --policy '${policy}'`;
}
