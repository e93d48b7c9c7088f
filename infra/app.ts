import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { UsageError } from './cli/usage-error.ts';
import { earlierTableWarnings } from './existing/earlier-tables.ts';
import { findExisting } from './existing/find-existing.ts';
import { doubtfulSettings } from './settings/doubtful-settings.ts';
import { namesOf } from './settings/names.ts';
import { type Environment, readEnvironment } from './settings/read-environment.ts';
import { WebhookStack } from './stack.ts';

/**
 * Runs for every CDK command. It ends when it is not sure which stack is meant, because `cdk destroy` would delete another.
 * Other invalid settings stop `synth` and `deploy`, but not `bootstrap`, `ls` and `destroy`.
 */
const app = new App();
const { environment, settings, errors } = environmentOf(app);
const { CDK_DEFAULT_ACCOUNT: ownAccount, CDK_DEFAULT_REGION: ownRegion } = process.env;
const location = { account: settings.account ?? ownAccount, region: settings.region ?? ownRegion, ownAccount };
const { tables, ...found } = await findExisting(settings, location);
const { stack: name } = namesOf(settings.name);
// The CDK knows an account only with credentials, and those of another account would find other tables.
const earlier =
  ownAccount !== undefined && ownAccount === location.account && location.region !== undefined
    ? await earlierTableWarnings({ stack: name, environment }, settings, location.region)
    : [];
const stack = new WebhookStack(app, name, settings, { tables });
for (const error of [...errors, ...found.errors]) Annotations.of(stack).addError(error);
// No warnings about settings with errors, because defaults replace such settings.
const warnings = [...(errors.length > 0 ? [] : doubtfulSettings(settings)), ...found.warnings, ...earlier];
for (const [index, warning] of warnings.entries())
  Annotations.of(stack).addWarningV2(`openim-webhook:note-${index}`, warning);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

function environmentOf({ node }: App): Environment {
  try {
    return readEnvironment({ directory: process.cwd(), context: node.getAllContext(), usage: '-c env=NAME' });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
