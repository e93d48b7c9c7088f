import { expect, it, vi } from 'vitest';
import { findTables } from '../../../infra/existing/find-tables.ts';
import { AwsError } from '../../support/aws/aws-error.ts';
import { ACCOUNT, REGION } from '../../support/aws/aws-stub.ts';
import { arnOf, describedAuditTable, describedPolicyTable, streamOf } from '../../support/aws/existing-tables.ts';
import { startOwnAws } from '../../support/aws/own-aws.ts';

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/own`;
const NONE = { auditTable: undefined, policyTable: undefined, operationIndex: true, administratorRoles: [] };
const PLACE = { account: ACCOUNT, region: REGION };

it('asks nobody when no table is taken over', async () => {
  const aws = await startOwnAws();

  expect(await findTables(NONE, PLACE)).toEqual({ tables: {}, errors: [], warnings: [] });
  expect(aws.requests).toEqual([]);
});

it('finds what the stack must know, of each table alone and of both', async () => {
  const aws = await startOwnAws();
  const SSEDescription = { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: KEY } as const;
  aws.dynamoDB.tables.set('records', await describedAuditTable('records', { SSEDescription }));
  aws.dynamoDB.tables.set('policies', await describedPolicyTable('policies'));
  const audit = { name: 'records', arn: arnOf('records'), streamArn: streamOf('records'), keyArn: KEY };
  const policy = expect.objectContaining({ name: 'policies', arn: arnOf('policies') });
  const found = { errors: [], warnings: [] };
  const auditTable = 'records';
  const policyTable = 'policies';

  expect(await findTables({ ...NONE, auditTable }, PLACE)).toEqual({ ...found, tables: { audit } });
  expect(await findTables({ ...NONE, policyTable }, PLACE)).toEqual({ ...found, tables: { policy } });
  expect(await findTables({ ...NONE, auditTable, policyTable }, PLACE)).toEqual({
    ...found,
    tables: { audit, policy },
  });
});

it('asks again each time, because a restored table of the same name has another stream', async () => {
  const aws = await startOwnAws();
  const settings = { ...NONE, auditTable: 'records' };
  aws.dynamoDB.tables.set('records', await describedAuditTable('records'));
  const { tables: before } = await findTables(settings, PLACE);
  aws.dynamoDB.tables.set('records', await describedAuditTable('records', { LatestStreamArn: 'arn:restored' }));

  expect(before.audit?.streamArn).toBe(streamOf('records'));
  expect((await findTables(settings, PLACE)).tables.audit?.streamArn).toBe('arn:restored');
});

it('collects what is wrong with both tables, and still names them, because cdk destroy needs a stack', async () => {
  const aws = await startOwnAws();
  aws.dynamoDB.tables.set('records', {
    ...(await describedAuditTable('records')),
    timeToLive: { TimeToLiveStatus: 'DISABLED' },
  });
  const { tables, errors } = await findTables({ ...NONE, auditTable: 'records', policyTable: 'gone' }, PLACE);

  expect(errors).toEqual([
    expect.stringMatching(/^auditTable: the table records has no time-to-live/),
    'policyTable: the table gone does not exist in eu-west-1. Correct the name or the region.',
  ]);
  expect(tables).toMatchObject({ audit: { name: 'records' }, policy: { name: 'gone' } });
});

it('only leaves a warning out if the credentials may not ask about backups', async () => {
  const aws = await startOwnAws();
  aws.faults.set('DescribeContinuousBackups', new AwsError('AccessDeniedException', 'no'));
  aws.dynamoDB.tables.set('records', { ...(await describedAuditTable('records')), isRecoverable: false });

  expect(await findTables({ ...NONE, auditTable: 'records' }, PLACE)).toMatchObject({ errors: [], warnings: [] });
});

it.each([
  {
    why: 'a permission that is missing',
    fault: new AwsError('AccessDeniedException', 'User: anna is not authorized to perform: dynamodb:DescribeTable'),
    says: 'Your AWS credentials lack a permission: User: anna is not authorized to perform: dynamodb:DescribeTable. Use other credentials, or grant it.',
  },
  {
    why: 'another account',
    account: '999999999999',
    says: `auditTable: your AWS credentials lead to the table of the account ${ACCOUNT}, but the stack is for 999999999999. Set AWS_PROFILE instead of --profile.`,
  },
  {
    why: 'no network',
    endpoint: 'http://127.0.0.1:9',
    says: "AWS can't be reached: nothing listens there. Check your network and the region.",
  },
])('says in a sentence: $why', async ({ fault, account = ACCOUNT, endpoint, says }) => {
  const aws = await startOwnAws();
  if (fault) aws.faults.set('DescribeTable', fault);
  if (endpoint) vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  aws.dynamoDB.tables.set('records', await describedAuditTable('records'));

  const { errors, tables } = await findTables({ ...NONE, auditTable: 'records' }, { ...PLACE, account });
  expect(errors).toEqual([says]);
  expect(tables.audit?.name).toBe('records');
});
