import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Domains of the AWS console in partitions other than `aws`. An unknown partition gets that of `aws`. */
const DOMAINS = {
  China: { partition: 'aws-cn', domain: 'console.amazonaws.cn' },
  GovCloud: { partition: 'aws-us-gov', domain: 'console.amazonaws-us-gov.com' },
  EuropeanSovereignCloud: { partition: 'aws-eusc', domain: 'console.amazonaws-eusc.eu' },
};

/** Domain of the AWS console, below which each region has its own. Known at deployment, because a template names no partition. */
export class ConsoleDomain extends Construct {
  readonly domain: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.domain = Object.entries(DOMAINS).reduce((otherwise, [name, { partition, domain }]) => {
      const condition = new CfnCondition(this, name, { expression: Fn.conditionEquals(Aws.PARTITION, partition) });
      return Fn.conditionIf(condition.logicalId, domain, otherwise).toString();
    }, 'console.aws.amazon.com');
  }
}
