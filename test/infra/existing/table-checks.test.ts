import type { GlobalSecondaryIndexDescription } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { INDEX_NAMES } from '../../../functions/audit/table-keys.ts';
import { checkAuditTable } from '../../../infra/existing/audit-table-check.ts';
import { checkPolicyTable } from '../../../infra/existing/policy-table-check.ts';
import { TableCommands } from '../../../infra/existing/table-commands.ts';
import { arnOf, describedAuditTable, describedPolicyTable } from '../../support/aws/existing-tables.ts';

const NAME = 'records';
const WHERE = `--table-name ${NAME} --region eu-west-1`;
const commands = new TableCommands(NAME, 'eu-west-1');
const settings = { operationIndex: true, administratorRoles: [] as string[] };

const table = await describedAuditTable(NAME);
const { description } = table;
const indexes = description.GlobalSecondaryIndexes ?? [];

/** The table's indexes with one of them changed. */
function withIndex(name: string, change: Partial<GlobalSecondaryIndexDescription>) {
  return {
    ...description,
    GlobalSecondaryIndexes: indexes.map((index) => (index.IndexName === name ? { ...index, ...change } : index)),
  };
}

function without(...names: string[]) {
  return {
    ...description,
    GlobalSecondaryIndexes: indexes.filter(({ IndexName = '' }) => !names.includes(IndexName)),
  };
}

function errorsOf(change: Partial<typeof table>, given = settings): readonly string[] {
  return checkAuditTable(NAME, { ...table, policy: undefined, ...change }, commands, given).errors;
}

const SUBJECT = `auditTable: the table ${NAME}`;

it('finds nothing wrong with a table that the receiver made, with a stream and a time-to-live', () => {
  expect(indexes.length).toBe(INDEX_NAMES.length);
  expect(checkAuditTable(NAME, { ...table, policy: undefined }, commands, settings)).toEqual({
    errors: [],
    warnings: [],
  });
});

describe('says in a sentence what an audit table lacks, and the command that gives it', () => {
  it.each([
    {
      what: 'no stream',
      change: { description: { ...description, StreamSpecification: { StreamEnabled: false } } },
      says: `${SUBJECT} has no stream, so that entries and events would be missing. Run: aws dynamodb update-table ${WHERE} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES`,
    },
    {
      what: 'a stream without the images',
      change: {
        description: { ...description, StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } },
      },
      says: `${SUBJECT} has a stream of KEYS_ONLY instead of NEW_AND_OLD_IMAGES. Run: aws dynamodb update-table ${WHERE} --stream-specification StreamEnabled=false && aws dynamodb wait table-exists ${WHERE} && aws dynamodb update-table ${WHERE} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES`,
    },
    {
      what: 'no time-to-live',
      change: { timeToLive: { TimeToLiveStatus: 'DISABLED' } },
      says: `${SUBJECT} has no time-to-live, so that nothing would expire. Run: aws dynamodb update-time-to-live ${WHERE} --time-to-live-specification Enabled=true,AttributeName=expiresAt`,
    },
    {
      what: 'the time-to-live of another program',
      change: { timeToLive: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' } },
      says: `${SUBJECT} deletes items by ttl instead of expiresAt. Run: aws dynamodb update-time-to-live ${WHERE} --time-to-live-specification Enabled=false,AttributeName=ttl; an hour later, run: aws dynamodb update-time-to-live ${WHERE} --time-to-live-specification Enabled=true,AttributeName=expiresAt`,
    },
    {
      what: 'no index',
      change: { description: without('byDay') },
      says: `${SUBJECT} has no index byDay. Run: aws dynamodb update-table ${WHERE} --attribute-definitions AttributeName=dayShard,AttributeType=S AttributeName=receivedAt,AttributeType=S --global-secondary-index-updates '[{"Create":{"IndexName":"byDay","KeySchema":[{"AttributeName":"dayShard","KeyType":"HASH"},{"AttributeName":"receivedAt","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["command","groupID","userID","outcome","role","summary","repeatOf"]}}}]'`,
    },
    {
      what: 'no index of operations',
      change: { description: without('byOperation') },
      says: expect.stringMatching(
        /^auditTable: .* has no index byOperation\. Set operationIndex to false, or run: aws /,
      ),
    },
    {
      what: 'an index with another key',
      change: {
        description: withIndex('byUser', { KeySchema: [{ AttributeName: 'groupID', KeyType: 'HASH' }] }),
      },
      says: expect.stringMatching(
        /has an index byUser with the key groupID \(S\) instead of userID \(S\), receivedAt \(S\)\. Run: .*"Delete":\{"IndexName":"byUser"\}.*; once it is gone, run: .*"Create"/,
      ),
    },
    {
      what: 'an index with fewer attributes',
      change: {
        description: withIndex('byUser', { Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['command'] } }),
      },
      says: expect.stringMatching(
        /has an index byUser without groupID, outcome, role, summary, repeatOf, entryOf, ofGroup\. Run: /,
      ),
    },
    {
      what: 'an index of keys',
      change: { description: withIndex('byGroup', { Projection: { ProjectionType: 'KEYS_ONLY' } }) },
      says: expect.stringMatching(/has an index byGroup without command, userID, /),
    },
    {
      what: 'an index that is being made',
      change: { description: withIndex('byUser', { IndexStatus: 'CREATING' }) },
      says: `${SUBJECT} has an index byUser in the state CREATING. Deploy again once that has ended.`,
    },
    {
      what: 'a table that is being restored',
      change: { description: { ...description, TableStatus: 'CREATING' } },
      says: `${SUBJECT} is in the state CREATING. Deploy again once it is ACTIVE.`,
    },
    {
      what: 'a table of something else',
      change: {
        description: {
          ...without('byDay'),
          KeySchema: [
            { AttributeName: 'receivedAt', KeyType: 'RANGE' },
            { AttributeName: 'userID', KeyType: 'HASH' },
          ],
        },
      },
      says: `${SUBJECT} has the key userID (S), receivedAt (S) instead of eventID (S). Name a table of this receiver.`,
    },
  ] as const)('$what', ({ change, says }) => {
    expect(errorsOf(change as Partial<typeof table>)).toEqual([says]);
  });

  it('one sentence for each, all at once, as a table that was restored to a point in time needs them', () => {
    const restored = { ...without('byDay', 'byUser'), StreamSpecification: undefined };
    const errors = errorsOf({ description: restored as never, timeToLive: { TimeToLiveStatus: 'DISABLED' } });
    expect(errors.map((sentence) => /has no (\w[\w -]*\w)/.exec(sentence)?.[1])).toEqual([
      'stream',
      'time-to-live',
      'index byUser',
      'index byDay',
    ]);
  });
});

describe('takes', () => {
  it.each([
    { what: 'an index of all attributes', change: withIndex('byUser', { Projection: { ProjectionType: 'ALL' } }) },
    { what: 'a table that is being changed', change: { ...description, TableStatus: 'UPDATING' as const } },
  ])('$what', ({ change }) => {
    expect(errorsOf({ description: change })).toEqual([]);
  });

  it('a table without an index of operations, if no such index is wanted', () => {
    expect(errorsOf({ description: without('byOperation') }, { ...settings, operationIndex: false })).toEqual([]);
  });
});

describe('with administratorRoles', () => {
  const role = 'arn:aws:iam::123456789012:role/Admin';
  const given = { ...settings, administratorRoles: [role] };

  it.each([
    { policy: undefined, isProtected: false },
    { policy: JSON.stringify({ Statement: [{ Sid: 'OnlyAdministratorsChangeRecords' }] }), isProtected: false },
    { policy: JSON.stringify({ Statement: [{ Sid: 'Other', Condition: role }] }), isProtected: false },
    {
      policy: JSON.stringify({
        Statement: [
          { Sid: 'OnlyAdministratorsChangeRecords', Condition: { ArnNotLike: { 'aws:PrincipalArn': [role] } } },
        ],
      }),
      isProtected: true,
    },
  ])('asks for the policy that the stack cannot give the table: $policy', ({ policy, isProtected }) => {
    const errors = errorsOf({ policy } as never, given);
    expect(errors.length).toBe(isProtected ? 0 : 1);
    if (isProtected) return;
    const lacks = `${SUBJECT} has no policy OnlyAdministratorsChangeRecords for administratorRoles, which the stack can't give it. `;
    expect(errors[0]?.slice(0, lacks.length)).toBe(lacks);
    const advice = errors[0]?.slice(lacks.length) ?? '';
    const command = `Run: aws dynamodb put-resource-policy --resource-arn ${arnOf(NAME)} --region eu-west-1 --policy '`;
    const toAdd = 'Add this statement to its policy: ';
    expect(advice.startsWith(policy === undefined ? command : toAdd)).toBe(true);
    const offered = JSON.parse(advice.slice((policy === undefined ? command : toAdd).length).replace(/'$/, ''));
    const statement = policy === undefined ? offered.Statement[0] : offered;
    expect(statement).toMatchObject({ Effect: 'Deny', Principal: '*', Resource: arnOf(NAME) });
    expect(statement.Condition.ArnNotLike['aws:PrincipalArn']).toEqual([role]);
    expect(errorsOf({ policy: JSON.stringify({ Statement: [statement] }) } as never, given)).toEqual([]);
  });
});

it('warns of what a made table has and the receiver can do without', () => {
  const bare = { ...description, DeletionProtectionEnabled: false, BillingModeSummary: undefined };
  const found = { ...table, description: bare as never, isRecoverable: false, policy: undefined };
  expect(checkAuditTable(NAME, found, commands, settings)).toEqual({
    errors: [],
    warnings: [
      `${SUBJECT} can't be restored to a point in time. To change that, run: aws dynamodb update-continuous-backups ${WHERE} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
      `${SUBJECT} is not protected against deletion. To change that, run: aws dynamodb update-table ${WHERE} --deletion-protection-enabled`,
      `${SUBJECT} has provisioned capacity, which callbacks can exceed. To change that, run: aws dynamodb update-table ${WHERE} --billing-mode PAY_PER_REQUEST`,
    ],
  });
});

describe('a policy table', () => {
  it('is taken with the key of policies only', async () => {
    const found = { ...(await describedPolicyTable('policies')), policy: undefined };
    expect(checkPolicyTable('policies', found, commands)).toEqual({ errors: [], warnings: [] });
    expect(checkPolicyTable(NAME, { ...table, policy: undefined }, commands)).toEqual({
      errors: [
        `policyTable: the table ${NAME} has the key eventID (S) instead of scope (S), version (N). Name a table of this receiver.`,
      ],
      warnings: [],
    });
  });
});
