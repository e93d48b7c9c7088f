import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ExistingTables } from '../../infra/existing/existing-table.ts';
import { routes } from '../../infra/routes.ts';
import { namesOf } from '../../infra/settings/names.ts';
import { WebhookStack } from '../../infra/stack.ts';
import { readSettings } from '../../infra/stack-settings.ts';
import { bundleOf } from './bundle.ts';
import { sha256, TOKEN } from './proxy-event.ts';

/** Synthesises the stack as `cdk synth` does, with the bundles of the run. `tables` are those that settings name. */
export async function synthesise(context: Record<string, unknown> = {}, tables: ExistingTables = {}) {
  const folders = new Map<string, string>();
  for (const name of [...routes.values(), 'redeliver', 'derive'] as const)
    folders.set(`functions/${name}.ts`, await bundleOf(name));
  const bundler = (entry: string, directory: string) =>
    cpSync(folders.get(entry) as string, directory, { recursive: true });
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'assembly-')) });
  const { settings, errors } = readSettings({ webhookTokenHashes: sha256(TOKEN), ...context });
  if (errors.length > 0) throw new Error(errors.join(' '));
  const stack = new WebhookStack(app, namesOf(settings.name).stack, settings, { bundler, tables });
  return { app, stack, template: Template.fromStack(stack), directory: app.outdir };
}

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
export type Resource = { Type: string; Properties: any; DeletionPolicy?: string };

export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** Every statement of every policy of every role. */
export function statementsOf(template: Template) {
  const inline = Object.values(resourcesOf(template, 'AWS::IAM::Role')).flatMap(
    ({ Properties }) => Properties.Policies ?? [],
  );
  const attached = Object.values(resourcesOf(template, 'AWS::IAM::Policy')).map(({ Properties }) => Properties);
  return [...inline, ...attached].flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.map((statement: Record<string, unknown>) => ({
      ...statement,
      actions: [statement.Action].flat() as string[],
      resources: [statement.Resource].flat(),
    })),
  ) as { Effect: string; actions: string[]; resources: unknown[] }[];
}

/** The name of the function that a logical id stands for. */
export function functionName(template: Template, logicalID: string): string {
  return resourcesOf(template, 'AWS::Lambda::Function')[logicalID]?.Properties.Description.replace(
    'OpenIM callbacks: ',
    '',
  );
}
