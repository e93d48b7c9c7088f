import { afterAll, expect, it } from 'vitest';
import { tableClock } from '../../../../infra/operator/audit/table-clock.ts';
import { auditTable } from '../../../support/table.ts';

const HOUR_MS = 3_600_000;
const table = await auditTable(afterAll);

it.each([-HOUR_MS, HOUR_MS])(
  'agrees with the table when the clock of the computer is wrong by %i ms',
  async (error) => {
    const clock = await tableClock(table, () => new Date(Date.now() + error));

    expect(Math.abs(clock().getTime() - Date.now())).toBeLessThan(HOUR_MS / 10);
  },
);

it('leaves a clock alone that is right', async () => {
  const now = new Date();
  const clock = await tableClock(table, () => now);
  expect(clock()).toEqual(now);
});
