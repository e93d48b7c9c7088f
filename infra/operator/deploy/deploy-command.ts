import * as v from 'valibot';
import { explainedAws } from '../../cli/aws-failure.ts';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, interruptible } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { givenSettings } from '../../settings/given-settings.ts';
import { deploy } from './deploy.ts';

const Options = v.object({
  env: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a name'))), {
    value: 'NAME',
    description: 'the environment: its settings are in settings/NAME.json',
  }),
  set: option(v.optional(v.array(v.string()), []), {
    value: 'NAME=VALUE',
    description: 'a setting for this call, which overrides the one in the file; can be repeated',
    isRepeated: true,
  }),
  yes: flag('deploys without a question, unless something with state or an address is replaced or removed'),
  allowLoss: flag('deploys without a question, even if something with state or an address is replaced or removed'),
});

/** `npx openim-webhook deploy`: shows what a deployment would change, and asks before anything is lost. */
export function define(command: CliCommand, io: Io): void {
  command
    .description(
      'Deploys an environment on AWS. It shows first what changes, and asks before anything with state or an address is replaced or removed.',
    )
    .action(async () => {
      const { set, ...options } = readOptions(command, Options);
      const overrides = givenSettings(set);
      await interruptible(io, async (signal) => {
        try {
          await deploy(io, { directory: process.cwd(), overrides, ...options }, signal);
        } catch (error) {
          throw explainedAws(error);
        }
      });
    });
  addOptions(command, Options);
}
