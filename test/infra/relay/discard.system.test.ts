import { expect, it } from 'vitest';
import { envelope, startBareReceiver, withBatches, withoutBatches } from '../../support/bare-receiver.ts';
import { runHere } from '../../support/commands.ts';
import { SOON } from '../../support/processes.ts';
import { AFTER, numbered, relayTo } from '../../support/relay.ts';

/** Starts a relay that has set two callbacks aside and delivered a third. */
async function withTwoSetAside() {
  const receiver = await startBareReceiver(
    withoutBatches(({ body }) => (body.includes('"g1"') ? envelope(200) : envelope(413, { errCode: 5413 }))),
  );
  const started = await relayTo(receiver.port, {}, { tickMs: 5 });
  for (const number of [1, 2, 3]) await started.send(numbered(number));
  await started.drained();
  const { stdout } = await setAside(started.spool, 'export');
  const [second, third] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { ...started, receiver, second, third };
}

function setAside(spool: string, ...args: string[]) {
  return runHere(['relay', 'set-aside', ...args, '--spool', spool]);
}

async function setAsideMetric(url: string): Promise<string | undefined> {
  return /^openim_relay_set_aside (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
}

const LINE = /^Discarded by relay set-aside at \S+Z: /;

it('discards the callback of an ID while the relay runs, which prints a line without the body', async () => {
  const { spool, url, lines, second, third } = await withTwoSetAside();
  expect(await setAsideMetric(url)).toBe('2');

  const { code, stdout, stderr } = await setAside(spool, 'discard', second.id, '--yes');

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('1 callback discarded.');
  await expect.poll(() => setAsideMetric(url), SOON).toBe('1');
  const printed = () => lines.filter((line) => LINE.test(line));
  await expect.poll(printed, SOON).toHaveLength(1);
  expect(printed()[0]).toContain(`: ${AFTER} for the receiver, ID ${second.id}, received ${second.receivedAt}.`);
  expect(stdout).toContain(printed()[0]);
  expect(lines.join('\n')).not.toContain('groupID');
  expect((await setAside(spool, 'export')).stdout).toContain(third.id);

  expect((await setAside(spool, 'discard', third.id, '--yes')).code).toBe(0);
  await expect.poll(printed, SOON).toHaveLength(2);
  expect((await setAside(spool, 'list')).stdout).toBe('Nothing is set aside.\n');
});

it('refuses to discard what is not set aside, and discards nothing then', async () => {
  const { spool, receiver, send, status, lines, second } = await withTwoSetAside();
  await receiver.away();
  await send(numbered(4));

  expect(await setAside(spool, 'discard', second.id, 'nope', '--yes')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'No callback with the ID nope is set aside, so nothing was discarded.\n',
  });
  expect(await status()).toMatchObject({ setAside: 2, targets: [{ waiting: 1 }] });
  expect((await setAside(spool, 'discard', '--yes')).code).toBe(0);
  expect(await status()).toMatchObject({ setAside: 0, targets: [{ waiting: 1 }] });
  await expect.poll(() => lines.filter((line) => LINE.test(line)), SOON).toHaveLength(2);

  receiver.behave(withBatches);
  await receiver.back();
  await expect.poll(() => receiver.taken.map(({ body }) => body), SOON).toContain(numbered(4));
  expect(receiver.taken.map(({ body }) => body)).not.toContain(numbered(2));
});

it('asks before it discards', async () => {
  const { spool, status } = await withTwoSetAside();
  const discard = (input: string) =>
    runHere(['relay', 'set-aside', 'discard', '--spool', spool], {}, { input, isTTY: true });

  const refused = await discard('n\n');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^Discard 2 callbacks, set aside until \S+Z\? What is not exported is lost\. \[y\/N\] Nothing was discarded\.\n$/,
  );
  expect(await setAside(spool, 'discard')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'Nothing was discarded, because no terminal can answer a question. Add --yes to discard without a question.\n',
  });
  expect(await status()).toMatchObject({ setAside: 2 });

  expect(await discard('y\n')).toMatchObject({ code: 0 });
  expect(await status()).toMatchObject({ setAside: 0 });
  expect((await discard('y\n')).stdout).toBe('Nothing is set aside.\n');
});

it('prints at its next start what was discarded while no relay ran, once', async () => {
  const { relay, spool, receiver, second } = await withTwoSetAside();
  await relay.close();
  await setAside(spool, 'discard', second.id, '--yes');
  const printedBy = async () => {
    const { relay: next, lines, status } = await relayTo(receiver.port, { spool }, { tickMs: 5 });
    await expect.poll(async () => (await status()).setAside, SOON).toBe(1);
    return { next, printed: () => lines.filter((line) => LINE.test(line)) };
  };

  const first = await printedBy();
  await expect.poll(first.printed, SOON).toEqual([expect.stringContaining(second.id)]);
  await first.next.close();
  const again = await printedBy();
  await again.next.close();
  expect(again.printed()).toEqual([]);
});
