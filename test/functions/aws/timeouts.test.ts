import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Timeouts } from '../../../functions/aws/timeouts.ts';

it('runs what is due, and neither what was cancelled nor what is not due yet', async () => {
  const timeouts = new Timeouts();
  const ran: string[] = [];
  const early = new Promise<void>((resolve) => {
    timeouts.after(40, () => {
      ran.push('early');
      resolve();
    });
  });
  timeouts.after(30, () => ran.push('cancelled'))();
  timeouts.after(60_000, () => ran.push('late'));

  await early;

  expect(ran).toEqual(['early']);
});

it('runs at once what is due already, and goes on after a pause', async () => {
  const timeouts = new Timeouts();
  await new Promise<void>((resolve) => timeouts.after(0, resolve));
  await setTimeout(60);

  await new Promise<void>((resolve) => timeouts.after(1, resolve));
});

it('runs in the order in which they were made what comes due together', async () => {
  const timeouts = new Timeouts();
  const order: number[] = [];
  await new Promise<void>((resolve) => {
    for (const number of [1, 2]) timeouts.after(number, () => order.push(number));
    timeouts.after(3, resolve);
  });

  expect(order).toEqual([1, 2]);
});
