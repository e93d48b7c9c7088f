import { parseArgs } from 'node:util';
import { refuseWhatNpmTook, UsageError, valued } from '../../cli/command.ts';
import { type Layout, layoutOf, NEWEST_VERSION } from '../../openim/configuration.ts';
import { parseAddress } from './webhooks-address.ts';

export const WEBHOOKS_USAGE = `npm run webhooks -- --address URL … makes OpenIM call this receiver:

  --file FILE [--write]      shows what changes in OpenIM's config/webhooks.yml (v3.5, v3.6: config/config.yaml); --write
                             changes it, and keeps the old one as FILE.bak. "-" reads it from a pipe and prints it
  --compose                  variables for the container openim-server of a docker-compose.yml
  --new [--server VERSION]   a complete webhooks.yml (default: for ${NEWEST_VERSION})

Only the address and the callbacks' switches change. --own-only turns on only callbacks that have a function of their own,
for a receiver that refuses all others.
`;

const OPTIONS = {
  address: { type: 'string' },
  file: { type: 'string' },
  server: { type: 'string' },
  write: { type: 'boolean' },
  compose: { type: 'boolean' },
  new: { type: 'boolean' },
  'own-only': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export type WebhooksArguments = { readonly address: string; readonly ownOnly: boolean } & (
  | { readonly mode: 'file'; readonly file: string; readonly write: boolean }
  | { readonly mode: 'compose' }
  | { readonly mode: 'new'; readonly layout: Layout }
);

/**
 * @returns undefined when help was asked for
 * @throws {UsageError}
 */
export function parseWebhooksArguments(args: string[], env: NodeJS.ProcessEnv): WebhooksArguments | undefined {
  refuseWhatNpmTook('run webhooks', valued(OPTIONS), args, env);
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) return undefined;
  if (values.address === undefined)
    throw new UsageError('--address is missing. Add --address URL with the address that OpenIM calls.');
  const common = { address: parseAddress(values.address), ownOnly: values['own-only'] ?? false };
  const modes = [values.file !== undefined, values.compose, values.new].filter(Boolean);
  if (modes.length !== 1)
    throw new UsageError('The output is not clear. Give exactly one of --file FILE, --compose and --new.');
  if (values.write && (values.file ?? '-') === '-')
    throw new UsageError('--write needs --file with the name of a file.');
  if (values.server !== undefined && !values.new) throw new UsageError('--server works only with --new. Leave it out.');
  if (values.file === '') throw new UsageError("--file needs a name. Use OpenIM's config/webhooks.yml.");
  if (values.file !== undefined) return { ...common, mode: 'file', file: values.file, write: values.write ?? false };
  if (values.compose) return { ...common, mode: 'compose' };
  return { ...common, mode: 'new', layout: layoutForNewFile(values.server ?? NEWEST_VERSION) };
}

function layoutForNewFile(server: string): Layout {
  const layout = layoutOf(server);
  if (layout.section === null) return layout;
  throw new UsageError(`Before v3.7 the switches are a part of ${layout.file}. Edit it: --file ${layout.file}.`);
}
