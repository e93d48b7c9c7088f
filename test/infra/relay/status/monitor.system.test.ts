import { expect, it } from 'vitest';
import { envelope, startBareReceiver, withoutBatches } from '../../../support/bare-receiver.ts';
import { SOON } from '../../../support/processes.ts';
import { AFTER, numbered, relayTo } from '../../../support/relay.ts';

const TICK_MS = 5;

it('prints a line a minute while something waits, with the receiver and the cause', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, lines } = await relayTo(receiver.port, {}, { tickMs: TICK_MS });
  for (const number of [1, 2]) await send(numbered(number));

  await expect
    .poll(() => lines.join('\n'), SOON)
    .toMatch(
      /2 callbacks wait for http:\/\/127\.0\.0\.1:\d+\/prod, the oldest for \d s\. The receiver cannot be reached/,
    );
});

it('says at its start what waits from before', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const first = await relayTo(receiver.port);
  for (const number of [1, 2]) await first.send(numbered(number));
  await first.relay.close();

  const { lines } = await relayTo(receiver.port, { spool: first.spool });

  await expect.poll(() => lines.join('\n'), SOON).toMatch(/^2 callbacks wait for http:.*, the oldest for \d s\. /m);
});

it('names the callbacks that are set aside when they fill the spool', async () => {
  const receiver = await startBareReceiver(withoutBatches(() => envelope(413, { errCode: 5413 })));
  const { send, lines, drained } = await relayTo(receiver.port, { spoolLimit: '500KB' }, { tickMs: TICK_MS });
  const large = JSON.stringify({ callbackCommand: AFTER, groupEx: 'x'.repeat(50_000) });
  for (let isTaken = true; isTaken; await drained()) isTaken = (await send(large)).answer.actionCode === 0;

  await expect
    .poll(() => lines.join('\n'), SOON)
    .toMatch(/The spool is \d+ % full, and at 100 % callbacks are rejected\. Most of it is set aside: /);
});

it('warns once before the spool is full, and again after it was emptied', async () => {
  const receiver = await startBareReceiver();
  await receiver.away();
  const { send, lines, drained } = await relayTo(receiver.port, { spoolLimit: '500KB' }, { tickMs: TICK_MS });
  const large = JSON.stringify({ callbackCommand: AFTER, groupEx: 'x'.repeat(50_000) });
  const warnings = () => lines.filter((line) => /^The spool is \d+ % full/.test(line)).length;
  const fill = async () => {
    for (let isTaken = true; isTaken; ) isTaken = (await send(large)).answer.actionCode === 0;
  };

  await send(large);
  expect(warnings()).toBe(0);
  await fill();
  await expect.poll(warnings, SOON).toBe(1);
  await receiver.back();
  await drained();
  await receiver.away();
  await fill();
  await expect.poll(warnings, SOON).toBe(2);
});
