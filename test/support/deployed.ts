import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Bundler } from '../../infra/bundle/bundle.ts';
import { WebhookStack } from '../../infra/stack.ts';
import { readSettings } from '../../infra/stack-settings.ts';
import { sha256, TOKEN } from './proxy-event.ts';

const FOLDER = join(import.meta.dirname, '../infra/deployed');

/** Settings with which a released stack is deployed somewhere. */
export const DEPLOYED = {
  defaults: {},
  'all-settings': {
    allowedCidrs: '203.0.113.0/24',
    retentionDays: '365',
    administratorRoles: 'arn:aws:iam::123456789012:role/Administrator',
    alarmEmail: 'ops@example.com',
    silentHours: '24',
    reservedConcurrency: '20',
  },
  /** The other value of each setting that has two, and other values of settings that decide names. */
  'other-settings': {
    webhookTokenHashes: '',
    allowUnauthenticated: 'true',
    otherCallbacks: 'false',
    recordMessages: 'none',
    failureVerdict: 'allow',
    operationIndex: 'false',
    eventBus: 'false',
    stageName: 'staging',
    memory: '256',
    accountCloudWatchRole: 'false',
  },
} as const;

export type Deployed = keyof typeof DEPLOYED;

export interface TemplateJson {
  readonly Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; [key: string]: unknown }>;
  readonly Outputs: Record<string, unknown>;
  readonly Conditions?: Record<string, unknown>;
}

/** Stands for the bundles, which each version has anew. */
const withoutCode: Bundler = (_entry, directory) => writeFileSync(join(directory, 'index.mjs'), '');

/** Synthesises the stack, without what says nothing about a deployed one. */
export function templateOf(context: Record<string, unknown>, props: StackProps = {}): TemplateJson {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'assembly-')) });
  const { settings, errors } = readSettings({ webhookTokenHashes: sha256(TOKEN), ...context });
  if (errors.length > 0) throw new Error(errors.join(' '));
  const stack = new WebhookStack(app, 'OpenIMWebhook', settings, { ...props, bundler: withoutCode });
  const { Resources, Outputs, Conditions } = Template.fromStack(stack).toJSON() as TemplateJson;
  for (const resource of Object.values(Resources)) delete resource.Metadata;
  return { Resources, Outputs, ...(Conditions && { Conditions }) };
}

function fileOf(name: Deployed): string {
  return join(FOLDER, `${name}.json`);
}

/** Returns the template of what people have deployed. */
export function readDeployed(name: Deployed): TemplateJson {
  return JSON.parse(readFileSync(fileOf(name), 'utf8'));
}

/** Writes a template, one resource a line. */
export function writeDeployed(name: Deployed, { Resources, Outputs }: TemplateJson): void {
  const lines = (of: object) =>
    Object.entries(of).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const text = `{"Resources":{\n${lines(Resources).join(',\n')}\n},"Outputs":{\n${lines(Outputs).join(',\n')}\n}}\n`;
  writeFileSync(fileOf(name), text);
}
