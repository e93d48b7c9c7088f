import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDatabase } from '../../../infra/local/database.ts';
import { emptyDirectory, run } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';

const start = (args: string[], env: Record<string, string>) =>
  run('infra/local/start.ts', args, { PORT: '0', DYNAMODB_PORT: '0', ...env });

describe('says in one or two sentences what is wrong', () => {
  it.each([
    { args: [], env: { npm_config_host: '0.0.0.0' }, says: /^npm took .*: npm start -- … --host …$/ },
    { args: ['--port', '1'], env: {}, says: /^Unknown option --port\. See --help\.$/ },
    {
      args: [],
      env: { DATA_DIR: 'README.md' },
      says: /^DATA_DIR \/.*\/README\.md can't be used: it is not a directory\. Set it to .*\.$/,
    },
    { args: [], env: { PORT: 'http' }, says: /^PORT must be a port number from 0 to 65535\.$/ },
    { args: [], env: { WEBHOOK_TOKEN_HASHES: 'secret' }, says: /^WEBHOOK_TOKEN_HASHES.* must be lower-case/ },
    {
      args: ['--host', 'nowhere.invalid'],
      env: { WEBHOOK_TOKEN_HASHES: sha256('x') },
      says: /^--host is not an address of this machine\. Use one such as /,
    },
    {
      args: [],
      env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9', AWS_REGION: 'no region' },
      says: /^The DynamoDB at http:\/\/127\.0\.0\.1:9 rejected the tables \(Error\): Region not accepted/,
    },
  ])('$args $env', async ({ args, env, says }) => {
    const { code, stderr } = await start(args, { DATA_DIR: await emptyDirectory(), ...env });

    expect(code).toBe(2);
    expect(stderr.trim()).toMatch(says);
    expect(stderr).not.toContain('    at ');
  });

  it('a port that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    for (const name of ['PORT', 'DYNAMODB_PORT']) {
      expect(await start([], { DATA_DIR: await emptyDirectory(), [name]: String(port) })).toMatchObject({
        code: 2,
        stderr: `Port ${port} is in use. Set ${name} to another port.\n`,
      });
    }
  });

  it('data that is in use', async () => {
    const directory = await emptyDirectory();
    const database = await startDatabase(directory);
    onTestFinished(() => database.close());

    expect(await start([], { DATA_DIR: directory })).toMatchObject({
      code: 2,
      stderr: `Another process uses the data in ${directory}. Stop that process, or set DATA_DIR to another directory.\n`,
    });
  });
});
