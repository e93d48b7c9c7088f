import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CliCommand } from '../cli/cli-command.ts';
import { type Io, writeLine } from '../cli/io.ts';
import { addOptions, flag, readOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';

/** Too many random bytes to guess, so that a plain SHA-256 of a token can be deployed. */
const TOKEN_BYTES = 32;

const Options = v.object({
  relay: flag('makes a token for a relay'),
  verify: flag('checks that HASH belongs to TOKEN'),
});

/** `npm run token`: the credential that OpenIM presents, and the hash of it that is deployed. */
export function define(command: CliCommand, { stdout }: Io): void {
  command
    .description('Makes a new token, with the commands that configure and deploy it.')
    .argument('[TOKEN]', 'for --verify')
    .argument('[HASH]', 'for --verify')
    .action((...words: (string | undefined)[]) => {
      const [token, hash] = words;
      const { relay, verify } = readOptions(command, Options);
      if (relay && verify) throw new UsageError('--relay makes a new token. Leave out --verify, or leave out --relay.');
      if (!verify && token !== undefined)
        throw new UsageError('Unexpected argument. To check a token, use: npm run token -- --verify TOKEN HASH');
      const made = relay ? relayInstructions : instructions;
      writeLine(stdout, verify ? verified(token, hash) : made(newToken()));
    });
  addOptions(command, Options);
}

/** Leaves out tokens that begin with a hyphen, because `--verify` would read those as options. */
function newToken(): string {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return token.startsWith('-') ? newToken() : token;
}

function verified(token: string | undefined, hash: string | undefined): string {
  if (!token || !hash) throw new UsageError('--verify needs two values. Give the token first, then the hash.');
  if (!/^[0-9a-f]{64}$/i.test(hash))
    throw new UsageError('The hash is not valid. Use the 64 hexadecimal digits that npm run token prints.');
  if (hashOf(token) !== hash.toLowerCase())
    throw new UsageError('The hash does not belong to this token. Use the hash that was printed with the token.');
  return 'The hash belongs to this token.';
}

function instructions(token: string): string {
  return `Token, shown only once. Store it with your other secrets:

  ${token}

OpenIM sends the token as a part of the address. Replace ID and REGION, and configure OpenIM:

  npm run webhooks -- --address https://openim:${token}@ID.execute-api.REGION.amazonaws.com/prod --file OPENIM/config/webhooks.yml

or, on one machine, replace HOST:

  npm run webhooks -- --address http://openim:${token}@HOST:10006/callbackExample --file OPENIM/config/webhooks.yml

Write the token's hash into settings/prod.json, and deploy it with npx openim-webhook deploy --env prod:

  "webhookTokenHashes": ["${hashOf(token)}"]

or, on one machine:

  WEBHOOK_TOKEN_HASHES=${hashOf(token)} npm start -- --host 0.0.0.0
`;
}

function relayInstructions(token: string): string {
  return `Token of a relay, shown only once. Store it with your other secrets:

  ${token}

The relay sends the token to the receiver. Replace ID and REGION, and start the relay beside OpenIM:

  RELAY_TO=https://relay:${token}@ID.execute-api.REGION.amazonaws.com/prod node relay.mjs

or, for a receiver on one machine, replace HOST:

  RELAY_TO=http://relay:${token}@HOST:10016 node relay.mjs

Write the token's hash into settings/prod.json beside webhookTokenHashes, which has those of OpenIM, and deploy it with npx openim-webhook deploy --env prod.
From then on, no other token counts as that of a relay:

  "webhookRelayTokenHashes": ["${hashOf(token)}"]

or, on one machine:

  WEBHOOK_TOKEN_HASHES=HASH WEBHOOK_RELAY_TOKEN_HASHES=${hashOf(token)} PORT=10016 npm start -- --host 0.0.0.0

If OpenIM calls the relay only, leave out webhookTokenHashes or WEBHOOK_TOKEN_HASHES.
`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
