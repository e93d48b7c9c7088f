import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { checkConnection } from '../../../../infra/operator/doctor/connection-checks.ts';
import { BIN } from '../../../support/commands.ts';
import { emptyDirectory, run } from '../../../support/processes.ts';

const DAYS = 100;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Makes the certificates. Without it, only the test of plain HTTP runs. */
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A server with a certificate of its own, which no authority has signed. A process that is told its file trusts it. */
async function serveTls(days = DAYS): Promise<{ readonly address: string; readonly cert: string }> {
  const directory = await emptyDirectory();
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-days',
    String(days),
  ];
  await promisify(execFile)('openssl', [...request, '-keyout', key, '-out', cert]);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_request, response) =>
    response.writeHead(404).end(),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { address: `https://127.0.0.1:${(server.address() as AddressInfo).port}/prod`, cert };
}

it.skipIf(!hasOpenssl).each([
  { about: 'signed by nobody', daysLater: 0, says: /^is not valid for this machine: .*self.signed/i },
  { about: 'expired', daysLater: DAYS + 1, says: /^expired on / },
])('names a certificate that is $about', async ({ daysLater, says }) => {
  const { address } = await serveTls();

  const checks = await checkConnection(address, { timeoutMs: 5_000, now: () => Date.now() + daysLater * DAY_MS });

  expect(checks.map(({ name, status }) => [name, status])).toEqual([
    ['name', 'ok'],
    ['port', 'ok'],
    ['certificate', 'fail'],
  ]);
  expect(checks.at(-1)?.says).toMatch(says);
});

it.skipIf(!hasOpenssl).each([
  { days: 10, status: 'warn', says: /^expires in (9|10) days, on .* GMT$/ },
  { days: DAYS, status: 'ok', says: /^is valid until .* GMT$/ },
])(
  'says for how long a trusted certificate is valid, $days days before its end: $status',
  async ({ days, ...check }) => {
    const { address, cert } = await serveTls(days);

    const { stdout } = await run(BIN, ['doctor', '--address', address, '--json'], { NODE_EXTRA_CA_CERTS: cert });

    const { checks } = JSON.parse(stdout) as { checks: { name: string; status: string; says: string }[] };
    expect(checks.find(({ name }) => name === 'certificate')).toMatchObject({
      status: check.status,
      says: expect.stringMatching(check.says),
    });
  },
);

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
