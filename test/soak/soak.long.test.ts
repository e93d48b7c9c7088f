import { expect, it } from 'vitest';
import { emptyDirectory } from '../support/processes.ts';
import { soak } from './soak.ts';

it('records each of 1,000 events once, and keeps repeats, while the table fails', { timeout: 120_000 }, async () => {
  const { sent, repeats, wrong } = await soak(1_000, await emptyDirectory(), () => {});

  expect({ sent, repeats, wrong }).toEqual({ sent: 1_100, repeats: 100, wrong: [] });
});
