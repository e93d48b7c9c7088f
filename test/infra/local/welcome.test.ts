import { expect, it } from 'vitest';
import { parseLocalSettings } from '../../../infra/local/local-settings.ts';
import { welcome } from '../../../infra/local/welcome.ts';

function welcomeWith(env: Record<string, string>): string {
  return welcome(parseLocalSettings(undefined, env), 10_006);
}

it.each([
  { env: {}, prints: 'Show the records:  npm run audit' },
  { env: { DATA_DIR: '/tmp/a b' }, prints: "DATA_DIR='/tmp/a b' npm run audit" },
  { env: { DATA_DIR: "/tmp/it's" }, prints: "DATA_DIR='/tmp/it'\\''s' npm run audit" },
  {
    env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000', AUDIT_TABLE_NAME: 'my-audit' },
    prints: 'AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 AUDIT_TABLE_NAME=my-audit npm run audit',
  },
  { env: { ALLOWED_CIDRS: '10.0.0.7/32' }, prints: 'Only addresses in ALLOWED_CIDRS may send callbacks.' },
])('prints a command that finds the same records: $env', ({ env, prints }) => {
  expect(welcomeWith(env as Record<string, string>)).toContain(prints);
});

it('prints how to start a relay instead of how to connect OpenIM, when only relays have a token', () => {
  const text = welcomeWith({ WEBHOOK_RELAY_TOKEN_HASHES: 'a'.repeat(64) });

  expect(text).toContain('RELAY_TO=http://relay:TOKEN@127.0.0.1:10006 npm run relay');
  expect(text).not.toMatch(/openim:TOKEN|npm run webhooks/);
});

it('prints how to connect OpenIM when OpenIM has a token, too', () => {
  const text = welcomeWith({ WEBHOOK_RELAY_TOKEN_HASHES: 'a'.repeat(64), WEBHOOK_TOKEN_HASHES: 'b'.repeat(64) });

  expect(text).toContain('npm run webhooks -- --address http://openim:TOKEN@127.0.0.1:10006/callbackExample');
});
