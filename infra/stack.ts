import { CfnOutput, Duration, type Environment, Stack, type StackProps } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { callbackNamed } from '../functions/openim/catalogue.ts';
import { type Bundler, bundle } from './bundle/bundle.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { ConsoleDomain } from './constructs/console-domain.ts';
import { WebhookDashboard } from './constructs/dashboard.ts';
import { DERIVE_MEMORY, DERIVE_TIMEOUT, Derivation } from './constructs/derivation.ts';
import { FallbackQueue } from './constructs/fallback-queue.ts';
import { PolicyTable } from './constructs/policy-table.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WebhookFunction } from './constructs/webhook-function.ts';
import { type FunctionName, OTHER_ROUTE, routes } from './routes.ts';
import { namesOf } from './settings/names.ts';
import type { StackSettings } from './stack-settings.ts';

interface WebhookStackProps extends StackProps {
  /** Bundles a function's file. By default esbuild does. */
  readonly bundler?: Bundler;
}

/** More than the 20 s in which a batch is answered. API Gateway waits 29 s. */
const BATCH_TIMEOUT = Duration.seconds(25);

/** The stack of one environment. */
export class WebhookStack extends Stack {
  constructor(scope: Construct, id: string, settings: StackSettings, props: WebhookStackProps = {}) {
    super(scope, id, {
      description: "Receiver of OpenIM's callbacks",
      env: environmentOf(settings),
      terminationProtection: settings.terminationProtection,
      ...props,
    });
    const { bundler = bundle } = props;
    const names = namesOf(settings.name);
    const audit = new AuditTable(this, 'Audit', { settings });
    const policy = new PolicyTable(this, 'Policy');
    const fallback = new FallbackQueue(this, 'Fallback');
    const enabledRoutes = new Map([...routes].filter(([path]) => path !== OTHER_ROUTE || settings.otherCallbacks));
    const functions = new Map(
      [...new Set(enabledRoutes.values())].map((name) => {
        const tables = { auditTable: audit.table, ...(needsPolicy(name) && { policyTable: policy.table }) };
        const queue = { fallbackQueue: fallback.queue };
        const { reservedConcurrency } = settings;
        const { function: fn } = new WebhookFunction(this, name, {
          ...{ name, ...tables, ...queue, settings, reservedConcurrency, bundler },
          isTraced: settings.tracing !== undefined,
          ...(name === 'batch' && { timeout: BATCH_TIMEOUT }),
        });
        audit.grantPut(fn);
        fallback.grantSend(fn);
        if (needsPolicy(name)) policy.grantRead(fn);
        return [name, fn];
      }),
    );
    const redeliver = this.redeliver(audit, fallback, settings, bundler);
    const { api } = new WebhookApi(this, 'Webhook', {
      routes: new Map([...enabledRoutes].map(([path, name]) => [path, functions.get(name) as IFunction])),
      settings,
      names,
    });
    const derivation = new Derivation(this, 'Derivation', { table: audit.table, settings });
    const derive = this.derive(audit, derivation, settings, bundler);
    new Alarms(this, 'Alarms', {
      api,
      functions: [...functions.values(), redeliver, derive],
      table: audit.table,
      derivation,
      derive,
      fallback,
      settings,
      names,
    });
    const { dashboard } = new WebhookDashboard(this, 'Monitoring', { api, namespace: names.metricsNamespace });
    this.addOutputs({
      WebhookAddress: `https://openim:TOKEN@${api.restApiId}.execute-api.${this.region}.${this.urlSuffix}/${settings.stageName}`,
      AuditTableName: audit.table.tableName,
      PolicyTableName: policy.table.tableName,
      ...(derivation.bus && { EventBusName: derivation.bus.eventBusName }),
      DashboardURL: `https://${this.region}.${new ConsoleDomain(this, 'Console').domain}/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboard.dashboardName}`,
    });
  }

  /** Creates the function that moves records from the queue to the table. */
  private redeliver(audit: AuditTable, fallback: FallbackQueue, settings: StackSettings, bundler: Bundler) {
    const { function: fn } = new WebhookFunction(this, 'redeliver', {
      name: 'redeliver',
      description: 'Moves records from the fallback queue to the audit table',
      auditTable: audit.table,
      timeout: Duration.seconds(15),
      settings,
      bundler,
    });
    audit.grantPut(fn);
    audit.grantCollect(fn);
    fallback.deliverTo(fn);
    return fn;
  }

  /** Creates the function that writes entries and events off the table's stream. */
  private derive(audit: AuditTable, derivation: Derivation, settings: StackSettings, bundler: Bundler) {
    const { function: fn } = new WebhookFunction(this, 'derive', {
      name: 'derive',
      description: "Derives entries of people and events from the audit table's stream",
      auditTable: audit.table,
      timeout: DERIVE_TIMEOUT,
      minimumMemory: DERIVE_MEMORY,
      environment: derivation.environment,
      settings,
      bundler,
    });
    derivation.connect(fn);
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

/** Tells whether a function judges and therefore needs the policy. */
function needsPolicy(name: FunctionName): boolean {
  if (name === 'by-query-command') return true;
  if (name === 'other-callback' || name === 'batch') return false;
  return callbackNamed(name).timing === 'before';
}
