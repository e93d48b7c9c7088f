import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { callbackNamed } from '../functions/openim/catalogue.ts';
import { Alarms } from './constructs/alarms.ts';
import { AuditTable } from './constructs/audit-table.ts';
import { WebhookDashboard } from './constructs/dashboard.ts';
import { EventStream } from './constructs/event-stream.ts';
import { PolicyTable } from './constructs/policy-table.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WebhookFunction } from './constructs/webhook-function.ts';
import { type FunctionName, routes } from './routes.ts';
import type { StackSettings } from './settings.ts';

/** Everything that `cdk deploy` makes. */
export class WebhookStack extends Stack {
  constructor(scope: Construct, id: string, settings: StackSettings, props?: StackProps) {
    super(scope, id, { description: "Receiver of OpenIM's callbacks", ...props });
    const audit = new AuditTable(this, 'Audit');
    const policy = new PolicyTable(this, 'Policy');
    const functions = new Map(
      [...new Set(routes.values())].map((name) => {
        const tables = { auditTable: audit.table, ...(judges(name) && { policyTable: policy.table }) };
        const { function: made } = new WebhookFunction(this, name, { name, ...tables, settings });
        audit.grantPut(made);
        if (judges(name)) policy.grantRead(made);
        return [name, made];
      }),
    );
    const { api } = new WebhookApi(this, 'Webhook', {
      routes: new Map([...routes].map(([path, name]) => [path, functions.get(name) as IFunction])),
      settings,
    });
    const events = new EventStream(this, 'Events', { table: audit.table });
    new Alarms(this, 'Alarms', {
      api,
      functions: [...functions.values()],
      table: audit.table,
      eventDeadLetters: events.deadLetters,
      email: settings.alarmEmail,
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

  private addOutputs(outputs: Record<string, string>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}

/** Whether a function takes a before callback, and so needs the policy. */
function judges(name: FunctionName): boolean {
  return name === 'by-query-command' || callbackNamed(name).timing === 'before';
}
