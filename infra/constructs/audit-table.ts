import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type CfnGlobalTable,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  INDEX_NAMES,
  INDEXES,
  type IndexName,
  PARTITION_KEY,
  projectedBy,
  SORT_KEY,
} from '../../functions/audit/table-keys.ts';
import { EXPIRY } from '../existing/audit-table-check.ts';
import type { ExistingTable } from '../existing/existing-table.ts';
import type { StackSettings } from '../stack-settings.ts';
import { writeProtection } from './write-protection.ts';

/** Request units a second for the table and for each index. They limit the cost of a flood of callbacks. */
export const MAX_REQUEST_UNITS = 10_000;

/** Days of point-in-time recovery. */
const RECOVERY_DAYS = 35;

const CEILING = { maxReadRequestUnits: MAX_REQUEST_UNITS, maxWriteRequestUnits: MAX_REQUEST_UNITS };

interface AuditTableProps {
  readonly settings: Pick<StackSettings, 'operationIndex' | 'administratorRoles' | 'deploymentRoles'>;
  /** The table, if the stack does not make it. */
  readonly existing?: ExistingTable | undefined;
  /** Encrypts a table that the stack makes. */
  readonly key?: IKey | undefined;
}

/** The audit table. No role of the stack can change or delete a record. */
export class AuditTable extends Construct {
  readonly table: ITableV2;

  constructor(scope: Construct, id: string, { existing, ...props }: AuditTableProps) {
    super(scope, id);
    this.table = existing
      ? TableV2.fromTableAttributes(this, 'Existing', { tableArn: existing.arn, tableStreamArn: existing.streamArn })
      : (this.make(props) as ITableV2);
  }

  private make({ settings, key }: AuditTableProps): TableV2 {
    const resourcePolicy = writeProtection(this, settings);
    // Not the id of the former Table, because CloudFormation does not change the type of a resource.
    const table = new TableV2(this, 'Records', {
      partitionKey: keyOf(PARTITION_KEY),
      billing: Billing.onDemand(CEILING),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: RECOVERY_DAYS },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: EXPIRY,
      // Old images show the values before a change.
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      ...(resourcePolicy && { resourcePolicy }),
      globalSecondaryIndexes: INDEX_NAMES.filter((name) => name !== 'byOperation' || settings.operationIndex).map(
        index,
      ),
    });
    if (key) encrypt(table, key);
    return table;
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

/** The CDK's own property needs a stack of a known region. */
function encrypt(table: TableV2, key: IKey): void {
  const cfn = table.node.defaultChild as CfnGlobalTable;
  cfn.addPropertyOverride('SSESpecification', { SSEEnabled: true, SSEType: 'KMS' });
  cfn.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: key.keyArn });
}

function index(indexName: IndexName) {
  return {
    indexName,
    partitionKey: keyOf(INDEXES[indexName]),
    sortKey: keyOf(SORT_KEY),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: projectedBy(indexName),
    ...CEILING,
  };
}

function keyOf(name: string) {
  return { name, type: AttributeType.STRING };
}
