import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { SCOPE_KEY, VERSION_KEY } from '../../functions/policy/stored-policy.ts';
import type { ExistingTable } from '../existing/existing-table.ts';

interface PolicyTableProps {
  /** The table, if the stack does not make it. */
  readonly existing?: ExistingTable | undefined;
  /** Encrypts a table that the stack makes. */
  readonly key?: IKey | undefined;
}

/** The policy table. Functions only read it; operators write new versions with their own credentials. */
export class PolicyTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, { existing, key }: PolicyTableProps) {
    super(scope, id);
    this.table = existing ? Table.fromTableArn(this, 'Existing', existing.arn) : (this.make(key) as ITable);
  }

  private make(encryptionKey: IKey | undefined): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: SCOPE_KEY, type: AttributeType.STRING },
      sortKey: { name: VERSION_KEY, type: AttributeType.NUMBER },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(encryptionKey && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
    });
  }

  /** Lets a function read policies only. */
  grantRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['dynamodb:BatchGetItem'], resourceArns: [this.table.tableArn] });
  }
}
