import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  INDEX_NAMES,
  INDEXES,
  type IndexName,
  PARTITION_KEY,
  projectedBy,
  SORT_KEY,
} from '../../functions/audit/table-keys.ts';
import type { StackSettings } from '../stack-settings.ts';
import { writeProtection } from './write-protection.ts';

/** Request units a second for the table and for each index. They limit the cost of a flood of callbacks. */
export const MAX_REQUEST_UNITS = 10_000;

/** Days of point-in-time recovery. */
const RECOVERY_DAYS = 35;

const CEILING = { maxReadRequestUnits: MAX_REQUEST_UNITS, maxWriteRequestUnits: MAX_REQUEST_UNITS };

interface AuditTableProps {
  readonly settings: Pick<StackSettings, 'operationIndex' | 'administratorRoles' | 'deploymentRoles'>;
}

/** The audit table. No role of the stack can change or delete a record. */
export class AuditTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { settings }: AuditTableProps) {
    super(scope, id);
    const resourcePolicy = writeProtection(this, settings);
    // Not the id of the former Table, because CloudFormation does not change the type of a resource.
    this.table = new TableV2(this, 'Records', {
      partitionKey: key(PARTITION_KEY),
      billing: Billing.onDemand(CEILING),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
      // Old images show what a change was made to.
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      ...(resourcePolicy && { resourcePolicy }),
      globalSecondaryIndexes: INDEX_NAMES.filter((name) => name !== 'byOperation' || settings.operationIndex).map(
        index,
      ),
    });
  }

  /** Lets a function write records only. The CDK's own grant would include the indexes. */
  grantPut(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:PutItem'], resourceArns: [this.table.tableArn] });
  }

  /** Lets a function read items by eventID, to collect the chunks of a queued record. */
  grantCollect(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:BatchGetItem'], resourceArns: [this.table.tableArn] });
  }
}

function index(indexName: IndexName) {
  return {
    indexName,
    partitionKey: key(INDEXES[indexName]),
    sortKey: key(SORT_KEY),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: projectedBy(indexName),
    ...CEILING,
  };
}

function key(name: string) {
  return { name, type: AttributeType.STRING };
}
