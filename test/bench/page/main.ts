import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { textOf } from '../policy/render.ts';
import { firstScreen, fromAnswerToPixel, longestTaskWhileScrolling, openWatched } from './measure.ts';
import { type BenchReceiver, startFilledReceiver } from './receiver.ts';

/** `npm run bench:page`: how fast the console's page of `npm start` is over many events, in a Chromium of this machine. */
const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, events: { type: 'string' } } });

const EVENTS = Number(options.events ?? 200_000);
const WINDOWS = 5;
const LIVE_EVENTS = 5;

const GOALS_MS = { 'first screen': 1_000, 'answer to pixel': 300, 'longest task while scrolling': 50 } as const;

console.error(`writing ${EVENTS} records`);
const browser = await launchBrowser();
if (!browser) throw new Error('No Chromium runs here. Install Chrome or Chromium.');
const receiver = await startFilledReceiver(EVENTS);
const times: Record<keyof typeof GOALS_MS, number[]> = {
  'first screen': [],
  'answer to pixel': [],
  'longest task while scrolling': [],
};
const loads = [loadavg()[0] ?? 0];
try {
  // The first window bundles the page, and is not counted.
  for (let window = 0; window <= WINDOWS; window += 1) await measureIn(browser, receiver, window);
} finally {
  await browser.close();
  await receiver.end();
}

async function measureIn(browser: Browser, receiver: BenchReceiver, window: number): Promise<void> {
  console.error(`window ${window} of ${WINDOWS}`);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await openWatched(context);
  const first = await firstScreen(page, receiver.console);
  await page.getByText('live', { exact: true }).waitFor();
  await page.getByText('Counting …').waitFor({ state: 'detached', timeout: 300_000 });
  if (window > 0) {
    times['first screen'].push(first);
    for (let event = 0; event < LIVE_EVENTS; event += 1)
      times['answer to pixel'].push(await fromAnswerToPixel(page, receiver.callbacks, `live-${window}-${event}`));
    times['longest task while scrolling'].push(await longestTaskWhileScrolling(page));
  }
  await context.close();
  loads.push(loadavg()[0] ?? 0);
}

const results = Object.entries(times).map(([name, measured]) => {
  const sorted = measured.toSorted((a, b) => a - b);
  const [least = 0, most = 0, median = 0] = [sorted[0], sorted.at(-1), sorted[Math.floor(sorted.length / 2)]];
  return { name, median, least, most, runs: sorted.length, goal: GOALS_MS[name as keyof typeof GOALS_MS] };
});
const machine = { cores: cpus().length, load: Math.max(...loads), node: process.versions.node };
if (options.json) console.info(JSON.stringify({ events: EVENTS, machine, results }, null, 2));
else {
  const figure = (ms: number) => (ms === 0 ? 'under 50' : ms.toFixed(0));
  const rows = results.map(({ name, goal, runs, ...ms }) => [
    name,
    ...[ms.median, ms.least, ms.most].map(figure),
    String(goal),
    String(runs),
  ]);
  const title = `${EVENTS} events, ${machine.cores} cores, load up to ${machine.load.toFixed(1)}`;
  console.info(textOf({ title, head: ['ms', 'median', 'least', 'most', 'goal', 'runs'], rows }));
}
