import * as v from 'valibot';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { addOptions, flag, option, readOptions } from '../../cli/options.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { type Layout, layoutOf, NEWEST_VERSION } from '../../openim/configuration.ts';
import { wantedSwitches } from '../../openim/wanted-switches.ts';
import { editFile, RESTART } from './edit-file.ts';
import { isLoopback, parseAddress } from './webhooks-address.ts';
import { refusalNotes } from './webhooks-notes.ts';
import { composeLines, newFile } from './webhooks-output.ts';

const Options = v.object({
  address: option(v.optional(v.string()), { value: 'URL', description: 'the address that OpenIM calls' }),
  file: option(v.optional(v.pipe(v.string(), v.nonEmpty("needs a name. Use OpenIM's config/webhooks.yml"))), {
    value: 'FILE',
    description:
      'shows what changes in config/webhooks.yml (v3.5, v3.6: config/config.yaml); "-" reads it from a pipe and prints it',
  }),
  write: flag('with --file: changes the file, and keeps the old one as FILE.bak'),
  compose: flag('prints variables for the container openim-server of a docker-compose.yml, from v3.7 on'),
  new: flag('prints a complete webhooks.yml'),
  server: option(v.optional(v.string()), {
    value: 'VERSION',
    description: `with --new: version of OpenIM (default: ${NEWEST_VERSION})`,
  }),
  ownOnly: flag('turns on only callbacks that have a function of their own, for a receiver that refuses all others'),
});

type Options = v.InferOutput<typeof Options>;

const COMPOSE_HELP = `Put these lines under environment: of openim-server in OpenIM's docker-compose.yml. In .env they have no effect.
Run docker compose up -d there. From then on the variables override config/webhooks.yml.
OpenIM reads IMENV_ variables from v3.7 on. For older servers use --file.`;

const LOOPBACK_HELP =
  'In a container a loopback address is the container itself. Use an address at which the container reaches this machine.';

/** `npm run webhooks`: makes OpenIM call the receiver. */
export function define(command: CliCommand, io: Io): void {
  command
    .description(
      "Makes OpenIM call this receiver, by one of --file, --compose and --new. Only the address and the callbacks' switches change.",
    )
    .action(async () => {
      const options = readOptions(command, Options);
      const address = checkedAddress(options);
      checkMode(options);
      if (options.file !== undefined) return editFile(io, { ...options, file: options.file, address });
      if (options.compose) return printVariables(io, address, options.ownOnly);
      printNewFile(io, address, options);
    });
  addOptions(command, Options);
}

/** Checks a mandatory option, because commander's own error does not say what to do. */
function checkedAddress({ address }: Options): string {
  if (address === undefined)
    throw new UsageError('--address is missing. Add --address URL with the address that OpenIM calls.');
  return parseAddress(address);
}

/** Checks that exactly one of three options is given, which commander cannot express. */
function checkMode({ file, write, compose, new: isNew, server }: Options): void {
  if ([file !== undefined, compose, isNew].filter(Boolean).length !== 1)
    throw new UsageError(
      'The form of output is missing or given twice. Give exactly one of --file FILE, --compose and --new.',
    );
  if (write && (file ?? '-') === '-') throw new UsageError('--write needs --file with the name of a file.');
  if (server !== undefined && !isNew) throw new UsageError('--server works only with --new. Leave it out.');
}

function printVariables({ stdout, stderr }: Io, address: string, ownOnly: boolean): void {
  stdout.write(composeLines(address, ownOnly));
  writeLine(stderr, COMPOSE_HELP);
  for (const note of refusalNotes(wantedSwitches(null, ownOnly))) writeLine(stderr, note);
  if (isLoopback(address)) writeLine(stderr, LOOPBACK_HELP);
}

function printNewFile({ stdout, stderr }: Io, address: string, { server = NEWEST_VERSION, ownOnly }: Options): void {
  const layout = layoutForNewFile(server);
  stdout.write(newFile(layout, address, ownOnly));
  writeLine(stderr, `Save it as OpenIM's config/webhooks.yml. ${RESTART}`);
  for (const note of refusalNotes(wantedSwitches(layout.section, ownOnly))) writeLine(stderr, note);
}

function layoutForNewFile(server: string): Layout {
  const layout = layoutOf(server);
  if (layout.section === null) return layout;
  throw new UsageError(`Before v3.7 the switches are a part of ${layout.file}. Edit it: --file ${layout.file}.`);
}
