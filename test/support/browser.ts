import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { onceARun } from './once-a-run.ts';

/** Without the flags that `@sparticuz/chromium` adds, because they turn off what the page relies on, such as the same-origin policy. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

const INSTALLED = ['chrome', 'chromium', 'msedge'];

/** Unpacks the browser of npm's package once a run, or returns undefined on a system that it has no build for. */
async function unpacked(): Promise<string | undefined> {
  let path: string | undefined;
  await onceARun('chromium', async () => {
    path = await sparticuz.executablePath().catch(() => undefined);
  });
  return path ?? sparticuz.executablePath().catch(() => undefined);
}

/** Starts the browser of npm's package, or one that is installed, or returns undefined without either. */
async function launch(): Promise<Browser | undefined> {
  const executablePath = await unpacked();
  const candidates = [...(executablePath ? [{ executablePath }] : []), ...INSTALLED.map((channel) => ({ channel }))];
  for (const candidate of candidates) {
    const browser = await chromium.launch({ ...candidate, args: ARGUMENTS }).catch(() => undefined);
    if (browser) return browser;
  }
  if (process.env.CI) throw new Error('No Chromium runs here. Install Chrome or Chromium.');
  console.info('No Chromium runs here, so that the tests of the page are skipped. Install Chrome or Chromium.');
  return undefined;
}

/** Browser of a test file, which ends with it. Without one, skip the tests. */
export async function browserOfFile(): Promise<Browser | undefined> {
  const browser = await launch();
  afterAll(() => browser?.close());
  return browser;
}

export interface Seen {
  readonly page: Page;
  /** What the browser complained about: uncaught errors, and everything that the page's security policy blocked. */
  readonly complaints: readonly string[];
  /** Addresses of all requests. */
  readonly requests: readonly string[];
}

interface Options {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** Opens an address in a window of its own, which ends with the test. */
export async function openPage(
  browser: Browser,
  address: string,
  { theme = 'light', width = 1280 }: Options = {},
): Promise<Seen> {
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: 800 },
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, requests };
}
