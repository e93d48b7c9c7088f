import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseStackSettings, refuseOthers, SETTING_NAMES } from './settings.ts';
import { WebhookStack } from './stack.ts';

/** What `cdk synth` and `cdk deploy` run. */
const app = new App();
try {
  refuseOthers(app.node.getAllContext());
  const context = SETTING_NAMES.map((name) => [name, app.node.tryGetContext(name)]);
  new WebhookStack(app, 'OpenIMWebhook', parseStackSettings(Object.fromEntries(context)));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
