import { expect, it } from 'vitest';
import { earlierTableWarnings } from '../../../infra/existing/earlier-tables.ts';
import { AwsError } from '../../support/aws/aws-error.ts';
import { REGION } from '../../support/aws/aws-stub.ts';
import { describedAuditTable } from '../../support/aws/existing-tables.ts';
import { startOwnAws } from '../../support/aws/own-aws.ts';

const STACK = { stack: 'OpenIMWebhook-prod', environment: 'prod' };
const TABLE = 'OpenIMWebhook-prod-AuditRecords096AC1ED-1A2B3C4D5E6F';
const NONE = { auditTable: undefined, policyTable: undefined };

const warnings = (settings: Partial<Record<keyof typeof NONE, string>> = {}) =>
  earlierTableWarnings(STACK, { ...NONE, ...settings }, REGION);

async function withEarlierTable() {
  const aws = await startOwnAws();
  aws.dynamoDB.tables.set(TABLE, await describedAuditTable(TABLE));
  return aws;
}

it('names the tables that an earlier stack left, with the settings that take them over', async () => {
  await withEarlierTable();

  expect(await warnings()).toEqual([
    `tables of an earlier ${STACK.stack} remain, and the new stack would begin with empty ones. To use what they hold, set auditTable to ${TABLE} in settings/prod.json.`,
  ]);
  expect(await warnings({ auditTable: TABLE })).toEqual([]);
});

it('says nothing about the tables of a stack that exists', async () => {
  const aws = await withEarlierTable();
  aws.cloudFormation.add(STACK.stack);

  expect(await warnings()).toEqual([]);
  expect(aws.requests).toEqual(['DescribeStacks']);
});

it.each(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])(
  'treats a stack in the state %s as a new stack',
  async (status) => {
    const aws = await withEarlierTable();
    aws.cloudFormation.add(STACK.stack, { Resources: {} }, status);

    expect(await warnings()).toEqual([expect.stringMatching(/^tables of an earlier OpenIMWebhook-prod remain/)]);
  },
);

it('warns if the credentials may not list tables, but not if they may not describe the stack', async () => {
  const aws = await withEarlierTable();
  aws.faults.set('ListTables', new AwsError('AccessDeniedException', 'dynamodb:ListTables'));
  expect(await warnings()).toEqual([expect.stringMatching(/^it is not known whether tables of an earlier/)]);

  aws.faults.set('DescribeStacks', new AwsError('AccessDenied', 'cloudformation:DescribeStacks', 403));
  expect(await warnings()).toEqual([]);
});
