import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { INDEXES, type IndexName, PARTITION_KEY, projectedBy, SORT_KEY } from '../../functions/audit/table-keys.ts';

/** Request units a second for the table and for each index. They limit the cost of a flood of callbacks. */
const MAX_REQUEST_UNITS = 10_000;

/** Days of point-in-time recovery. */
const RECOVERY_DAYS = 35;

const CEILING = { maxReadRequestUnits: MAX_REQUEST_UNITS, maxWriteRequestUnits: MAX_REQUEST_UNITS };

/** The audit table. No role of the stack can change or delete a record. */
export class AuditTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: key(PARTITION_KEY),
      billingMode: BillingMode.PAY_PER_REQUEST,
      ...CEILING,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
      stream: StreamViewType.NEW_IMAGE,
    });
    for (const [indexName, attribute] of Object.entries(INDEXES) as [IndexName, string][]) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: key(attribute),
        sortKey: key(SORT_KEY),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: projectedBy(indexName),
        ...CEILING,
      });
    }
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

function key(name: string) {
  return { name, type: AttributeType.STRING };
}
