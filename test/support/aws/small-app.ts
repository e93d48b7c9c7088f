import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyDirectory } from '../processes.ts';
import { sha256 } from '../proxy-event.ts';
import type { StackTemplate } from './template-diff.ts';

/** Environment of the small app, and its stack. */
export const STACK = 'OpenIMWebhook-prod';

/** Resources of each kind that a deployment tells apart. */
export const TEMPLATE: StackTemplate = {
  Resources: {
    Records: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'records' }, DeletionPolicy: 'Retain' },
    Waiting: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 1 } },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'openim-webhook-prod' } },
    StageProd: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'prod' } },
    Recorder: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 128 } },
  },
  Outputs: { WebhookAddress: { Value: 'https://openim:TOKEN@abc.execute-api.eu-west-1.amazonaws.com/prod' } },
};

/** Returns the template with some resources changed, added, or removed by undefined. */
export function templateWith(resources: Record<string, StackTemplate['Resources'][string] | undefined>): StackTemplate {
  const all = Object.entries({ ...TEMPLATE.Resources, ...resources });
  return { ...TEMPLATE, Resources: Object.fromEntries(all.flatMap(([id, one]) => (one ? [[id, one]] : []))) };
}

/** Template of another stage: the one that is deployed is removed. */
export const OTHER_STAGE = templateWith({
  StageProd: undefined,
  StageTest: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'test' } },
});

/** Writes a template as the CDK's own app does, which takes ten times as long. Without a template it fails. */
const APP = `
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
const role = (name) => 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/' + name;
const properties = {
  templateFile: 'template.json',
  assumeRoleArn: role('cdk-hnb659fds-deploy-role-\${AWS::AccountId}-\${AWS::Region}'),
  cloudFormationExecutionRoleArn: role('cdk-hnb659fds-cfn-exec-role-\${AWS::AccountId}-\${AWS::Region}'),
  requiresBootstrapStackVersion: 6,
  bootstrapStackVersionSsmParameter: '/cdk-bootstrap/hnb659fds/version',
};
const stack = { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties };
cpSync('template.json', out + '/template.json');
writeFileSync(out + '/manifest.json', JSON.stringify({ version: '40.0.0', artifacts: { '${STACK}': stack } }));
`;

interface SmallApp {
  /** Directory with `cdk.json`, from which a person calls the command. */
  readonly directory: string;
  /** Makes the next deployment one of this template. */
  readonly write: (template: StackTemplate) => Promise<void>;
}

/** Makes an app with the settings of `prod`, whose template is a file. */
export async function smallApp(settings: object = {}): Promise<SmallApp> {
  const directory = await emptyDirectory();
  const write = (template: StackTemplate) => writeFile(join(directory, 'template.json'), JSON.stringify(template));
  await mkdir(join(directory, 'settings'));
  const file = { webhookTokenHashes: [sha256('token')], alarmEmail: 'ops@example.com', ...settings };
  await writeFile(join(directory, 'settings/prod.json'), JSON.stringify(file));
  await writeFile(join(directory, 'app.mjs'), APP);
  await writeFile(join(directory, 'cdk.json'), JSON.stringify({ app: `${process.execPath} app.mjs` }));
  await write(TEMPLATE);
  return { directory, write };
}

const ROOT = join(import.meta.dirname, '../../..');

/** Makes a directory with the receiver's own app, and settings of `prod`. */
export async function receiverApp(): Promise<string> {
  const { directory } = await smallApp();
  for (const name of ['node_modules', 'functions', 'infra']) await symlink(join(ROOT, name), join(directory, name));
  await writeFile(join(directory, 'cdk.json'), JSON.stringify({ app: `${process.execPath} infra/app.ts` }));
  return directory;
}
