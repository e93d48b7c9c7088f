import { CfnOutput, type Environment, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Bundler, bundle } from './bundle/bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { ConsoleDomain } from './constructs/console-domain.ts';
import { WebhookDashboard } from './constructs/dashboard.ts';
import { Derivation } from './constructs/derivation.ts';
import { FallbackQueue } from './constructs/fallback-queue.ts';
import { PolicyTable } from './constructs/policy-table.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { checkFound, type ExistingTables } from './existing/existing-table.ts';
import { OTHER_ROUTE, routes } from './routes.ts';
import { namesOf } from './settings/names.ts';
import { addDerive, addReceiver, addRedeliver, type Shared } from './stack-functions.ts';
import type { StackSettings } from './stack-settings.ts';

interface WebhookStackProps extends StackProps {
  /** Bundles a function's file. By default esbuild does. */
  readonly bundler?: Bundler;
  /** The tables that the settings name, as found in AWS. */
  readonly tables?: ExistingTables;
}

/** The stack of one environment. */
export class WebhookStack extends Stack {
  /** @throws if `settings` names a table that is not among those that were found */
  constructor(scope: Construct, id: string, settings: StackSettings, props: WebhookStackProps = {}) {
    const { bundler = bundle, tables: existing = {}, ...stackProps } = props;
    super(scope, id, {
      description: "Receiver of OpenIM's callbacks",
      env: environmentOf(settings),
      terminationProtection: settings.terminationProtection,
      ...stackProps,
    });
    checkFound(settings, existing);
    const names = namesOf(settings.name);
    const key = settings.key === undefined ? undefined : Key.fromKeyArn(this, 'Key', settings.key);
    const audit = new AuditTable(this, 'Audit', { settings, existing: existing.audit, key });
    const policy = new PolicyTable(this, 'Policy', { existing: existing.policy, key });
    const fallback = new FallbackQueue(this, 'Fallback', key);
    const shared: Shared = { audit, policy, fallback, settings, bundler, key, existing };
    const enabledRoutes = new Map([...routes].filter(([path]) => path !== OTHER_ROUTE || settings.otherCallbacks));
    const receivers = new Map(
      [...new Set(enabledRoutes.values())].map((name) => [name, addReceiver(this, name, shared)]),
    );
    const redeliver = addRedeliver(this, shared);
    const { api, address, domainTarget } = new WebhookApi(this, 'Webhook', {
      routes: new Map([...enabledRoutes].map(([path, name]) => [path, receivers.get(name)?.target as IFunction])),
      ...{ settings, names, key },
    });
    const derivation = new Derivation(this, 'Derivation', { table: audit.table, settings, key });
    const derive = addDerive(this, shared, derivation);
    new Alarms(this, 'Alarms', {
      api,
      // Lambda's figures of a function include those of its alias.
      functions: [...[...receivers.values()].map(({ fn }) => fn), redeliver, derive],
      table: audit.table,
      derivation,
      derive,
      fallback,
      settings,
      names,
      key,
    });
    const { permissionsBoundary: limit } = settings;
    if (limit) PermissionsBoundary.of(this).apply(ManagedPolicy.fromManagedPolicyArn(this, 'Boundary', limit));
    const { dashboard } = new WebhookDashboard(this, 'Monitoring', {
      ...{ api, namespace: names.metricsNamespace },
      ready: new Map([...receivers].flatMap(([name, { fn, target }]) => (target === fn ? [] : [[name, target]]))),
    });
    this.addOutputs({
      WebhookAddress: `https://openim:TOKEN@${address}`,
      ...(domainTarget !== undefined && { DomainTarget: domainTarget }),
      AuditTableName: audit.table.tableName,
      PolicyTableName: policy.table.tableName,
      ...(derivation.bus && { EventBusName: derivation.bus.eventBusName }),
      DashboardURL: `https://${this.region}.${new ConsoleDomain(this, 'Console').domain}/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboard.dashboardName}`,
    });
  }

  private addOutputs(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** Returns the account and region that the settings name. Without them the operator's credentials decide. */
function environmentOf({ account, region }: StackSettings): Environment {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
