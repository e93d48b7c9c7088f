import { createHash, randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { print, runCommand, UsageError } from '../cli/command.ts';

const USAGE = `npm run token                          makes a new token
npm run token -- --verify TOKEN HASH   checks that a hash belongs to a token
`;

/** A token is 256 random bits: too many to guess, so that a plain SHA-256 of it can be deployed. */
const TOKEN_BYTES = 32;

/** `npm run token`: the credential that OpenIM presents, and the hash of it that is deployed. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { verify: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) return print(USAGE);
  if (values.verify) return verify(positionals);
  if (positionals.length > 0)
    throw new UsageError('Unexpected argument. To check a token, use: npm run token -- --verify TOKEN HASH');
  print(instructions(newToken()));
});

/** One that begins with a hyphen would be taken for an option when it is verified. */
function newToken(): string {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return token.startsWith('-') ? newToken() : token;
}

function verify(positionals: readonly string[]): void {
  const [token, hash, ...rest] = positionals;
  if (!token || !hash || rest.length > 0)
    throw new UsageError('--verify needs two values. Give the token first, then the hash.');
  if (!/^[0-9a-f]{64}$/i.test(hash))
    throw new UsageError('The hash is not valid. Use the 64 hexadecimal digits that npm run token prints.');
  if (hashOf(token) !== hash.toLowerCase()) throw new UsageError('The hash does not belong to this token.');
  print('The hash belongs to this token.');
}

function instructions(token: string): string {
  return `Token, shown only once. Store it with your other secrets:

  ${token}

OpenIM sends the token as a part of the address. Replace ID and REGION, and configure OpenIM:

  npm run webhooks -- --address https://openim:${token}@ID.execute-api.REGION.amazonaws.com/prod --file OPENIM/config/webhooks.yml

or, on one machine, replace HOST:

  npm run webhooks -- --address http://openim:${token}@HOST:10006/callbackExample --file OPENIM/config/webhooks.yml

Deploy the token's hash:

  npx cdk deploy -c webhookTokenHashes=${hashOf(token)}

or, on one machine:

  WEBHOOK_TOKEN_HASHES=${hashOf(token)} npm start -- --host 0.0.0.0
`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
