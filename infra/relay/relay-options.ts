import * as v from 'valibot';
import { option } from '../cli/options.ts';
import { ROUTING_VARIABLES } from './routing/read-routing.ts';

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));

/** Options of `relay`. Each but `--to-file` has an environment variable, such as `RELAY_SPOOL_LIMIT`, which the option overrides. */
export const RelayOptionsSchema = v.object({
  to: option(text, { description: "the receiver's address with its token; better in RELAY_TO", value: 'ADDRESS' }),
  toFile: option(text, { description: 'a file with that address, instead of --to', value: 'FILE' }),
  port: option(text, { description: 'port to listen on (default: 10006)', value: 'PORT' }),
  host: option(text, {
    description: 'address to listen on; any but a loopback address needs --token-hash (default: 127.0.0.1)',
    value: 'ADDRESS',
  }),
  tokenHash: option(text, { description: 'SHA-256 hash of the token that OpenIM must send', value: 'HASH' }),
  spool: option(v.optional(v.pipe(v.string(), v.nonEmpty('needs a directory'))), {
    description: 'directory of the spool (default: ~/.openim-relay)',
    value: 'DIRECTORY',
  }),
  spoolLimit: option(text, { description: 'disk space for the spool, such as 500MB (default: 10GB)', value: 'SIZE' }),
  failureVerdict: option(text, {
    description: 'refuse or allow: answer to a before callback when the receiver does not answer (default: refuse)',
    value: 'VERDICT',
  }),
  parallel: option(text, {
    description: 'deliveries under way at once, to each server (default: 16)',
    value: 'NUMBER',
  }),
  route: option(texts, {
    description: 'callbacks that another server gets alone; can be repeated',
    value: 'PATTERN=ADDRESS',
    isRepeated: true,
  }),
  also: option(texts, {
    description: 'another server beside the receiver, for all After callbacks or those of a pattern; can be repeated',
    value: '[PATTERN=]ADDRESS',
    isRepeated: true,
  }),
  config: option(text, { description: 'a JSON file with servers and rules', value: 'FILE' }),
});
export type GivenOptions = v.InferOutput<typeof RelayOptionsSchema>;

/** Variables of the settings. */
export const VARIABLES = {
  to: 'RELAY_TO',
  toFile: 'RELAY_TO_FILE',
  port: 'RELAY_PORT',
  host: 'RELAY_HOST',
  tokenHash: 'RELAY_TOKEN_HASHES',
  spool: 'RELAY_SPOOL',
  spoolLimit: 'RELAY_SPOOL_LIMIT',
  failureVerdict: 'RELAY_FAILURE_VERDICT',
  parallel: 'RELAY_PARALLEL',
  ...ROUTING_VARIABLES,
} as const satisfies Record<keyof GivenOptions, string>;
