import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBareReceiver, withBatches } from '../../support/bare-receiver.ts';
import { post } from '../../support/http.ts';
import { ROOT } from '../../support/markdown.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { AFTER, BEFORE, numbered, RELAY_TOKEN } from '../../support/relay.ts';
import { startRelayProcess, waitingIn } from '../../support/relay-process.ts';

const fileOf = (name: string) => join(ROOT, 'test/support/tls', name);

/** Starts a receiver with a certificate, and a relay to it. Node reads its own variables at the start of a process only. */
async function relayOverTls(certificate: string, env: Record<string, string>) {
  const [key, cert] = await Promise.all(['key.pem', certificate].map((name) => readFile(fileOf(name), 'utf8')));
  const receiver = await startBareReceiver(withBatches, { key: String(key), cert: String(cert) });
  const relay = await startRelayProcess({
    RELAY_TO: `https://relay:${RELAY_TOKEN}@127.0.0.1:${receiver.port}/prod`,
    RELAY_SPOOL: await emptyDirectory(),
    ...env,
  });
  return { receiver, relay };
}

it('delivers and asks over TLS, with a certificate of an authority that it is told of', async () => {
  const { receiver, relay } = await relayOverTls('valid.pem', { NODE_EXTRA_CA_CERTS: fileOf('valid.pem') });
  const bodies = Array.from({ length: 20 }, (_, number) => numbered(number));
  await Promise.all(bodies.map((body) => post(`${relay.url}/${AFTER}`, body)));
  const { answer } = await post(`${relay.url}/${BEFORE}`, '{}');

  expect(answer).toMatchObject({ actionCode: 0, errCode: 0 });
  await expect.poll(() => waitingIn(relay), SOON).toBe(0);
  expect(receiver.taken.map(({ body }) => body).sort()).toEqual([...bodies, '{}'].sort());
});

it.each([
  {
    what: 'is expired',
    certificate: 'expired.pem',
    env: { NODE_EXTRA_CA_CERTS: fileOf('expired.pem') },
    says: 'its certificate has expired: CERT_HAS_EXPIRED',
  },
  {
    what: 'nobody has signed',
    certificate: 'valid.pem',
    env: {},
    says: 'its certificate is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT',
  },
])('keeps callbacks while the certificate $what, says so, and refuses before callbacks', async (row) => {
  const { receiver, relay } = await relayOverTls(row.certificate, row.env);
  for (const number of [1, 2]) await post(`${relay.url}/${AFTER}`, numbered(number));
  const { answer } = await post(`${relay.url}/${BEFORE}`, '{}');

  expect(answer).toMatchObject({ actionCode: 0, errCode: 5502, nextCode: 1 });
  await expect
    .poll(() => relay.output.stdout, SOON)
    .toContain(
      `The receiver cannot be reached (${row.says}). Renew its certificate, or set NODE_EXTRA_CA_CERTS to a file with its authority, and restart the relay.`,
    );
  // The verdict waits, too.
  expect(await waitingIn(relay)).toBe(3);
  expect(receiver.asked).toEqual([]);
});
