import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ACCOUNT, type AwsStub, REGION, startAws } from '../../support/aws/aws-stub.ts';
import { describedAuditTable, streamOf } from '../../support/aws/existing-tables.ts';
import { receiverApp, STACK } from '../../support/aws/small-app.ts';
import { run } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';

/** Bundling takes half a minute on a busy machine. */
const WHOLE_STACK_MS = 600_000;

/** Synthesises the app as every command of the CDK does, and returns what it says and made. */
async function synthesised(aws: AwsStub, settings: object) {
  const directory = await receiverApp();
  const file = { webhookTokenHashes: [sha256('token')], alarmEmail: 'ops@example.com', ...settings };
  await writeFile(join(directory, 'settings/prod.json'), JSON.stringify(file));
  const assembly = join(directory, 'assembly');
  const cdk = { CDK_OUTDIR: assembly, CDK_CONTEXT_JSON: '{"env":"prod"}', CDK_DEFAULT_REGION: REGION };
  const env = { ...aws.env, ...cdk, CDK_DEFAULT_ACCOUNT: ACCOUNT };
  const { code, stderr } = await run('infra/app.ts', [], env, { cwd: directory });
  const read = async (name: string) => JSON.parse(await readFile(join(assembly, name), 'utf8'));
  const { artifacts } = await read('manifest.json');
  const { additionalMetadataFile, metadata } = artifacts[STACK];
  const entries = additionalMetadataFile ? await read(additionalMetadataFile) : metadata;
  const said = Object.values<{ type: string; data: string }[]>(entries).flat();
  return {
    ...{ code, stderr },
    errors: said.filter(({ type }) => type === 'aws:cdk:error').map(({ data }) => data),
    warnings: said.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data),
    template: JSON.stringify(await read(`${STACK}.template.json`)),
  };
}

it(
  'notes the same for the CDK alone, reads the tables of the settings, and without such settings lists only earlier tables',
  async () => {
    const aws = await startAws();
    const none = await synthesised(aws, { alarmEmail: null });
    expect(none).toMatchObject({ code: 0, errors: [] });
    expect(none.warnings).toEqual([expect.stringMatching(/^alarms reach nobody/)]);
    expect(aws.requests).toEqual(['DescribeStacks', 'ListTables']);

    aws.dynamoDB.tables.set('records', {
      ...(await describedAuditTable('records')),
      isRecoverable: false,
      timeToLive: { TimeToLiveStatus: 'DISABLED' },
    });
    const policies = `${STACK}-PolicyTable448FE191-1A2B3C4D5E6F`;
    aws.dynamoDB.tables.set(policies, await describedAuditTable(policies));
    const lacking = await synthesised(aws, { auditTable: 'records' });
    expect(lacking.errors).toEqual([expect.stringMatching(/^auditTable: the table records has no time-to-live/)]);
    expect(lacking.warnings).toEqual([
      expect.stringMatching(/records can't be restored to a point in time/),
      expect.stringMatching(`To use what they hold, set policyTable to ${policies} in settings/prod.json.`),
    ]);
    aws.dynamoDB.tables.delete(policies);

    aws.dynamoDB.tables.set('records', await describedAuditTable('records'));
    const complete = await synthesised(aws, { auditTable: 'records' });
    expect(complete).toMatchObject({ code: 0, errors: [], warnings: [] });
    expect(complete.template).toContain(streamOf('records'));
    expect(complete.template).not.toContain('AWS::DynamoDB::GlobalTable');
  },
  WHOLE_STACK_MS,
);
