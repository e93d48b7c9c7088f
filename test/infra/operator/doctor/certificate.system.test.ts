import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { checkConnection } from '../../../../infra/operator/doctor/connection-checks.ts';
import { emptyDirectory } from '../../../support/processes.ts';

const DAYS = 100;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A server with a certificate of its own, which no authority has signed. */
async function serveTls(): Promise<string> {
  const directory = await emptyDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', String(DAYS)];
  await promisify(execFile)('openssl', [...request, '-keyout', key, '-out', cert]);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/prod`;
}

it.each([
  { about: 'signed by nobody', daysLater: 0, says: /^is not valid for this machine: .*self.signed/i },
  { about: 'expired', daysLater: DAYS + 1, says: /^expired on / },
])('names a certificate that is $about', async ({ daysLater, says }) => {
  const address = await serveTls();

  const checks = await checkConnection(address, { timeoutMs: 5_000, now: () => Date.now() + daysLater * DAY_MS });

  expect(checks.map(({ name, status }) => [name, status])).toEqual([
    ['name', 'ok'],
    ['port', 'ok'],
    ['certificate', 'fail'],
  ]);
  expect(checks.at(-1)?.says).toMatch(says);
});

it('names a port that does not speak TLS', async () => {
  const { createServer: createPlain } = await import('node:http');
  const server = createPlain((_request, response) => response.end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;

  const checks = await checkConnection(`https://127.0.0.1:${port}/x`, { timeoutMs: 5_000, now: Date.now });

  expect(checks.at(-1)).toMatchObject({
    name: 'certificate',
    status: 'fail',
    says: expect.stringContaining('TLS fails'),
  });
});
