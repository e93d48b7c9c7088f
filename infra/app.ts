import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parseStackSettings, SETTING_NAMES } from './settings.ts';
import { WebhookStack } from './stack.ts';

/** What `cdk synth` and `cdk deploy` run. */
const app = new App();
try {
  const context = SETTING_NAMES.map((name) => [name, app.node.tryGetContext(name)]);
  new WebhookStack(app, 'OpenIMWebhook', parseStackSettings(Object.fromEntries(context)));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
