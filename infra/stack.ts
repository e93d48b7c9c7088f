import { CfnOutput, Duration, type Environment, Stack, type StackProps } from 'aws-cdk-lib';
import { ManagedPolicy, PermissionsBoundary } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Bundler, bundle } from './bundle/bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { ConsoleDomain } from './constructs/console-domain.ts';
import { WebhookDashboard } from './constructs/dashboard.ts';
import { DERIVE_MEMORY, DERIVE_TIMEOUT, Derivation } from './constructs/derivation.ts';
import { FallbackQueue } from './constructs/fallback-queue.ts';
import { grantKeys } from './constructs/key-access.ts';
import { PolicyTable } from './constructs/policy-table.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WebhookFunction } from './constructs/webhook-function.ts';
import { checkFound, type ExistingTables } from './existing/existing-table.ts';
import { isBefore, needsPolicy, OTHER_ROUTE, routes } from './routes.ts';
import { namesOf } from './settings/names.ts';
import type { StackSettings } from './stack-settings.ts';

interface WebhookStackProps extends StackProps {
  /** Bundles a function's file. By default esbuild does. */
  readonly bundler?: Bundler;
  /** The tables that the settings name, as they were found. */
  readonly tables?: ExistingTables;
}

/** More than the 20 s in which a batch is answered. API Gateway waits 29 s. */
const BATCH_TIMEOUT = Duration.seconds(25);

/** Properties that all functions of a stack share. */
interface Shared {
  readonly audit: AuditTable;
  readonly fallback: FallbackQueue;
  readonly settings: StackSettings;
  readonly bundler: Bundler;
  /** Encrypts what the stack makes; undefined: keys that AWS owns do. */
  readonly key: IKey | undefined;
  readonly existing: ExistingTables;
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
    const shared: Shared = { audit, fallback, settings, bundler, key, existing };
    const enabledRoutes = new Map([...routes].filter(([path]) => path !== OTHER_ROUTE || settings.otherCallbacks));
    const functions = new Map(
      [...new Set(enabledRoutes.values())].map((name) => {
        const tables = { auditTable: audit.table, ...(needsPolicy(name) && { policyTable: policy.table }) };
        const queue = { fallbackQueue: fallback.queue };
        const { reservedConcurrency } = settings;
        const { function: fn, target } = new WebhookFunction(this, name, {
          ...{ name, ...tables, ...queue, settings, reservedConcurrency, bundler, key },
          isTraced: settings.tracing !== undefined,
          ...(isBefore(name) && { provisionedConcurrency: settings.provisionedConcurrency }),
          ...(name === 'batch' && { timeout: BATCH_TIMEOUT }),
        });
        audit.grantPut(fn);
        fallback.grantSend(fn);
        if (needsPolicy(name)) policy.grantRead(fn);
        grantKeys(fn, [...keysOf(shared), ...(needsPolicy(name) ? [existing.policy?.keyArn] : [])]);
        return [name, { fn, target }];
      }),
    );
    const redeliver = this.redeliver(shared);
    const { api, address, domainTarget } = new WebhookApi(this, 'Webhook', {
      routes: new Map([...enabledRoutes].map(([path, name]) => [path, functions.get(name)?.target as IFunction])),
      ...{ settings, names, key },
    });
    const derivation = new Derivation(this, 'Derivation', { table: audit.table, settings, key });
    const derive = this.derive(shared, derivation);
    new Alarms(this, 'Alarms', {
      api,
      // Lambda's figures of a function include those of its alias.
      functions: [...[...functions.values()].map(({ fn }) => fn), redeliver, derive],
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
      ready: new Map([...functions].flatMap(([name, { fn, target }]) => (target === fn ? [] : [[name, target]]))),
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

  /** Creates the function that moves records from the queue to the table. */
  private redeliver(shared: Shared) {
    const { audit, fallback, settings, bundler, key } = shared;
    const { function: fn } = new WebhookFunction(this, 'redeliver', {
      name: 'redeliver',
      description: 'Moves records from the fallback queue to the audit table',
      auditTable: audit.table,
      timeout: Duration.seconds(15),
      ...{ settings, bundler, key },
    });
    audit.grantPut(fn);
    audit.grantCollect(fn);
    fallback.deliverTo(fn);
    grantKeys(fn, keysOf(shared));
    return fn;
  }

  /** Creates the function that writes entries and events off the table's stream. */
  private derive(shared: Shared, derivation: Derivation) {
    const { audit, settings, bundler, key } = shared;
    const { function: fn } = new WebhookFunction(this, 'derive', {
      name: 'derive',
      description: "Derives entries of people and events from the audit table's stream",
      auditTable: audit.table,
      timeout: DERIVE_TIMEOUT,
      minimumMemory: DERIVE_MEMORY,
      environment: derivation.environment,
      ...{ settings, bundler, key },
    });
    derivation.connect(fn);
    grantKeys(fn, keysOf(shared));
    return fn;
  }

  private addOutputs(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** Returns the account and region that the settings name. Without them the operator's credentials decide. */
function environmentOf({ account, region }: StackSettings): Environment {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

/** Returns the keys of what every function uses. */
function keysOf({ key, existing }: Shared): (string | undefined)[] {
  return [key?.keyArn, existing.audit?.keyArn];
}
