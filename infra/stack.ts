import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { callbackNamed } from '../functions/openim/catalogue.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { WebhookDashboard } from './constructs/dashboard.ts';
import { EventStream } from './constructs/event-stream.ts';
import { FallbackQueue } from './constructs/fallback-queue.ts';
import { PolicyTable } from './constructs/policy-table.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WebhookFunction } from './constructs/webhook-function.ts';
import { type FunctionName, OTHER_ROUTE, routes } from './routes.ts';
import type { StackSettings } from './stack-settings.ts';

/** Everything that `cdk deploy` makes. */
export class WebhookStack extends Stack {
  constructor(scope: Construct, id: string, settings: StackSettings, props?: StackProps) {
    super(scope, id, { description: "Receiver of OpenIM's callbacks", ...props });
    const audit = new AuditTable(this, 'Audit', { settings });
    const policy = new PolicyTable(this, 'Policy');
    const fallback = new FallbackQueue(this, 'Fallback');
    const taken = new Map([...routes].filter(([path]) => path !== OTHER_ROUTE || settings.otherCallbacks));
    const functions = new Map(
      [...new Set(taken.values())].map((name) => {
        const tables = { auditTable: audit.table, ...(judges(name) && { policyTable: policy.table }) };
        const queue = { fallbackQueue: fallback.queue };
        const { reservedConcurrency } = settings;
        const { function: made } = new WebhookFunction(this, name, {
          ...{ name, ...tables, ...queue, settings, reservedConcurrency },
        });
        audit.grantPut(made);
        fallback.grantSend(made);
        if (judges(name)) policy.grantRead(made);
        return [name, made];
      }),
    );
    const redeliver = this.redeliver(audit, fallback, settings);
    const { api } = new WebhookApi(this, 'Webhook', {
      routes: new Map([...taken].map(([path, name]) => [path, functions.get(name) as IFunction])),
      settings,
    });
    const events = new EventStream(this, 'Events', { table: audit.table });
    new Alarms(this, 'Alarms', {
      api,
      functions: [...functions.values(), redeliver],
      table: audit.table,
      eventDeadLetters: events.deadLetters,
      fallback,
      settings,
    });
    const { dashboard } = new WebhookDashboard(this, 'Monitoring', { api });
    this.addOutputs({
      WebhookAddress: `https://openim:TOKEN@${api.restApiId}.execute-api.${this.region}.${this.urlSuffix}/${settings.stageName}`,
      AuditTableName: audit.table.tableName,
      PolicyTableName: policy.table.tableName,
      EventBusName: events.bus.eventBusName,
      DashboardURL: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards/dashboard/${dashboard.dashboardName}`,
    });
  }

  /** What takes from the queue and puts into the table. */
  private redeliver(audit: AuditTable, fallback: FallbackQueue, settings: StackSettings) {
    const { function: made } = new WebhookFunction(this, 'redeliver', {
      name: 'redeliver',
      description: 'From the fallback queue into the audit table',
      auditTable: audit.table,
      timeout: Duration.seconds(15),
      settings,
    });
    audit.grantPut(made);
    audit.grantCollect(made);
    fallback.deliverTo(made);
    return made;
  }

  private addOutputs(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** Whether a function takes a before callback, and so needs the policy. */
function judges(name: FunctionName): boolean {
  if (name === 'by-query-command') return true;
  return name !== 'other-callback' && callbackNamed(name).timing === 'before';
}
