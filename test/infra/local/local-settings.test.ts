import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { UsageError } from '../../../infra/cli/usage-error.ts';
import { parseLocalSettings } from '../../../infra/local/local-settings.ts';

const ROOT = join(import.meta.dirname, '../../..');

it.each([
  { set: undefined, is: join(ROOT, '.local') },
  { set: '', is: join(ROOT, '.local') },
  { set: 'some/where', is: resolve('some/where') },
  { set: homedir(), is: homedir() },
])('keeps the data beside the project, or in the absolute path of what is set: $set', ({ set, is }) => {
  expect(parseLocalSettings(undefined, { DATA_DIR: set }).dataDirectory).toBe(is);
});

it.each([
  {
    host: '0.0.0.0',
    env: {},
    says: /^--host lets other machines call, so a token is required\. Set WEBHOOK_TOKEN_HASHES .*\.$/,
  },
  {
    env: { AUDIT_TABLE_NAME: 'same', POLICY_TABLE_NAME: 'same' },
    says: /^AUDIT_TABLE_NAME and POLICY_TABLE_NAME are the same\. Set one to another name\.$/,
  },
  { env: { AUDIT_TABLE_NAME: 'a b' }, says: /^AUDIT_TABLE_NAME is not a valid table name\. Use 3 to 255 / },
  { env: { PORT: 'http' }, says: /^PORT must be a port number from 0 to 65535\.$/ },
  { env: { PORT: '65536' }, says: /^PORT must be/ },
  { env: { DYNAMODB_PORT: '-1' }, says: /^DYNAMODB_PORT must be/ },
  { env: { ALLOWED_CIDRS: '10.0.0.7' }, says: /^ALLOWED_CIDRS must be CIDR ranges such as / },
  { env: { FAILURE_VERDICT: 'yes' }, says: /^FAILURE_VERDICT must be refuse or allow\.$/ },
  { env: { RECORD_MESSAGES: 'all' }, says: /^RECORD_MESSAGES must be none, envelope or whole\.$/ },
  {
    env: { AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' },
    says: /^AWS_ENDPOINT_URL_DYNAMODB is not a valid address\. Set it to one such as /,
  },
])('says in one or two sentences what is wrong: $host $env', ({ host, env, says }) => {
  const parse = () => parseLocalSettings(host, env);

  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(says);
});

it.each([
  { set: undefined, port: 10_008 },
  { set: '', port: 10_008 },
  { set: '4000', port: 4_000 },
  { set: '0', port: undefined },
  { set: 'off', port: undefined },
])('has a console on port $port with CONSOLE_PORT=$set', ({ set, port }) => {
  expect(parseLocalSettings(undefined, { CONSOLE_PORT: set }).consolePort).toBe(port);
});

it.each(['on', '-1', '65536'])('stops when CONSOLE_PORT is %s', (set) => {
  expect(() => parseLocalSettings(undefined, { CONSOLE_PORT: set })).toThrow(
    'CONSOLE_PORT must be a port number from 0 to 65535, or off',
  );
});
