import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { WebhookStack } from './stack.ts';
import { readSettings } from './stack-settings.ts';

/** Runs for every CDK command. Invalid settings stop `synth` and `deploy`, but not `bootstrap`, `ls` and `destroy`. */
const app = new App();
const { settings, errors } = readSettings(app.node.getAllContext());
const stack = new WebhookStack(app, 'OpenIMWebhook', settings);
for (const error of errors) Annotations.of(stack).addError(error);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
