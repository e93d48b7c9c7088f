import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';

/**
 * Runs in the page before its script. A row counts once a frame with it was drawn. Long tasks are those of 50 ms and more, as the
 * browser reports them.
 */
const WATCH = `
globalThis.rows = new Map();
globalThis.longTasks = [];
new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)))
  .observe({ type: 'longtask', buffered: true });
const drawn = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
new MutationObserver(() => {
  const row = document.querySelector('#row-0 .id');
  if (row && !rows.has(row.textContent)) {
    const { textContent } = row;
    rows.set(textContent, undefined);
    drawn(() => rows.set(textContent, performance.timeOrigin + performance.now()));
  }
}).observe(document, { childList: true, subtree: true, characterData: true });
`;

/** Opens a window in which rows and long tasks are watched. */
export async function openWatched(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  return page;
}

/** Waits for an expression. Playwright's own way needs eval, which the page forbids. */
async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(expression))) await setTimeout(POLL_INTERVAL_MS);
}

const POLL_INTERVAL_MS = 20;

/** Returns milliseconds from the start of a navigation until the newest event is drawn. */
export async function firstScreen(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await until(page, '[...rows.values()].some(Boolean)');
  return page.evaluate('Math.min(...[...rows.values()].filter(Boolean)) - performance.timeOrigin');
}

/** Returns milliseconds from a callback's answer until its event is drawn. */
export async function fromAnswerToPixel(page: Page, callbacks: string, groupID: string): Promise<number> {
  const body = { callbackCommand: 'callbackAfterJoinGroupCommand', groupID, userID: 'u-1', joinSource: 3 };
  const response = await fetch(`${callbacks}/callbackAfterJoinGroupCommand`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.json();
  const answeredAt = performance.timeOrigin + performance.now();
  await until(page, `Boolean(rows.get(${JSON.stringify(groupID)}))`);
  return (await page.evaluate<number>(`rows.get(${JSON.stringify(groupID)})`)) - answeredAt;
}

const WHEELS = 200;
const WHEEL_PX = 600;
const WHEEL_PAUSE_MS = 16;

/** Returns the longest task in milliseconds while the list is scrolled. 0: none took 50 ms. */
export async function longestTaskWhileScrolling(page: Page): Promise<number> {
  await page.getByRole('listbox', { name: 'Events' }).hover();
  await page.evaluate('longTasks.length = 0');
  for (let wheel = 0; wheel < WHEELS; wheel += 1) {
    await page.mouse.wheel(0, WHEEL_PX);
    await setTimeout(WHEEL_PAUSE_MS);
  }
  return page.evaluate('Math.max(0, ...longTasks)');
}
