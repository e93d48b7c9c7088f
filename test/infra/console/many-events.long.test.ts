import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserOfFile, openPage } from '../../support/browser.ts';
import { openConsole } from '../../support/console.ts';
import { writeManyRecords } from '../../support/many-records.ts';
import { listOn } from '../../support/page-events.ts';
import { tableInThread } from '../../support/table-in-thread.ts';

const EVENTS = 200_000;
const ROUNDS = 30;

/** Rows of a high screen with those that are kept ready. */
const MAX_ROWS = 100;

const browser = await browserOfFile();

describe.skipIf(!browser)(
  'the page of 200,000 events',
  () => {
    it('shows the newest, loads older ones as they are scrolled to, and keeps few rows in the document', async () => {
      const table = await tableInThread();
      await writeManyRecords(table, EVENTS, { newestMs: Date.now() - 60_000, intervalMs: 100 });
      const { address } = await openConsole(table);
      const { page, complaints } = await openPage(browser, address);
      const rows = page.getByRole('listbox', { name: 'Events' }).getByRole('option');
      await listOn(page).row('name 0').waitFor();

      for (let round = 0; round < ROUNDS; round += 1) {
        const last = await positionOf(rows.last());
        await page.getByRole('listbox', { name: 'Events' }).press('End');
        await expect.poll(() => positionOf(rows.last()), { timeout: 60_000, interval: 20 }).toBeGreaterThan(last);
        expect(await rows.count()).toBeLessThan(MAX_ROWS);
      }

      await page.getByRole('button', { name: /^AfterJoinGroup 50000$/ }).waitFor({ timeout: 240_000 });
      expect(await page.locator('*').count()).toBeLessThan(3_000);
      expect(complaints).toEqual([]);
    });
  },
  600_000,
);

async function positionOf(row: Locator): Promise<number> {
  return Number(await row.getAttribute('aria-posinset'));
}
