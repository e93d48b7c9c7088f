import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile, openPage } from '../../support/browser.ts';
import { openFilledConsole } from '../../support/page-console.ts';
import { detailOn, listOn, queryOn, REFUSED } from '../../support/page-events.ts';

const browser = await browserOfFile();

const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Views with a text that is there once they are complete. */
const VIEWS = [
  { fragment: `#/events?q=since%3A2h&event=${encodeURIComponent(REFUSED.eventID)}`, shown: 'Answer to OpenIM' },
  { fragment: '#/events?q=group%3Anobody', shown: 'No events match' },
  { fragment: '#/events?q=outcome%3Amaybe', shown: 'maybe is not a valid outcome' },
  { fragment: '#/group/g77', shown: 'What changed its members' },
  { fragment: '#/user/u3', shown: 'Last event' },
  { fragment: '#/policies', shown: 'Try one request' },
  { fragment: '#/health', shown: 'Failed writes' },
];

describe.skipIf(!browser)('the page', () => {
  let address: string;

  beforeAll(async () => {
    ({ address } = await openFilledConsole());
  });

  it('has no finding of axe in any view, in a light and in a dark theme', async () => {
    const { page } = await openPage(browser, `${address}#/health`, { hasPolicy: false });
    await page.addScriptTag({ content: AXE });
    for (const { fragment, shown } of VIEWS) {
      await page.goto(new URL(fragment, new URL(address).origin).href);
      await page.getByText(shown).first().waitFor();
      const findings = [...(await findingsOn(page, {}))];
      await page.emulateMedia({ colorScheme: 'dark' });
      // Only its colours are others.
      findings.push(...(await findingsOn(page, { runOnly: ['color-contrast'] })));
      await page.emulateMedia({ colorScheme: 'light' });
      expect({ fragment, findings }).toEqual({ fragment, findings: [] });
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findingsOn(page, {})).toEqual([]);
  });

  it('is used with the keyboard alone', async () => {
    const { page } = await openPage(browser, `${address}#/events?q=since%3A2h`);
    const [list, detail] = [listOn(page), detailOn(page)];
    await list.texts(5);

    await page.keyboard.press('/');
    await page.keyboard.type('since:2h outc');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('ref');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/outcome/);
    expect(await queryOn(page).inputValue()).toBe('since:2h outcome:refused');
    await expect.poll(() => list.ids(), { timeout: 20_000 }).toEqual(['g77 u3']);

    await page.getByRole('listbox', { name: 'Events' }).focus();
    await page.keyboard.press('ArrowDown');
    await detail.getByText('Kept for our staff.').first().waitFor();
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('Event');
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Events, newest first');

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).getByText('outcome:refused').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('chooses times with the keyboard', async () => {
    const { page } = await openPage(browser, `${address}#/events?q=since%3A2h`);
    await page.getByRole('slider', { name: 'Range of times' }).focus();

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await page.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/^\S+ \S+ to \S+ \S+$/);
    await page.keyboard.press('Enter');

    await page.waitForURL(/since%3A\S+Z\+until/);
  });

  it('leads Tab through everything, shows where it is, and lets it go on', async () => {
    const { page } = await openPage(browser, `${address}#/events?q=since%3A2h`);
    await listOn(page).texts(5);
    const steps: string[] = [];
    for (let step = ''; steps.length < 40; steps.push(step)) {
      await page.keyboard.press('Tab');
      step = await focused(page);
      // The browser itself comes after the page.
      if (step === '') break;
      expect({ step, outline: await outlineOf(page) }).toEqual({ step, outline: 'solid' });
    }

    expect(steps.slice(0, 6)).toEqual(['Events', 'Policies', 'Health', 'Help', 'Query', 'Search']);
    expect(steps).toContain('AfterJoinGroup 1');
    expect(steps).toContain('Range of times');
    expect(steps).toContain('✕ refused 1');
    expect(steps.at(-1)).toBe('Events, newest first');
  });
});

/** Returns what axe finds wrong, and checks that it looked at something. */
async function findingsOn(page: Page, options: RunOptions): Promise<string[]> {
  const { violations, passes } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations', 'passes'], ...options })})`,
  );
  expect(passes.length).toBeGreaterThan(0);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Name of the focused element, empty for the page itself. */
async function focused(page: Page): Promise<string> {
  const element = page.locator('*:focus');
  if ((await element.count()) === 0) return '';
  const name = (await element.getAttribute('aria-label')) ?? (await element.innerText());
  return name.replace(/\s+/g, ' ').trim();
}

function outlineOf(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
}
