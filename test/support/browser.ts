import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { onceARun } from './once-a-run.ts';

/** Without the flags that `@sparticuz/chromium` adds, because they turn off what the page relies on, such as the same-origin policy. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];

const INSTALLED = ['chrome', 'chromium', 'msedge'];

const MODULES = join(import.meta.dirname, '../../node_modules');
const CACHE = join(MODULES, '.cache');

/**
 * Unpacks the browser of npm's package, or returns undefined on a system that it has no build for. That takes two seconds of CPU
 * time, so that later runs find it.
 */
async function unpacked(): Promise<string | undefined> {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@sparticuz/chromium/package.json'), 'utf8'));
  const path = join(CACHE, `chromium-${version}`);
  if (existsSync(path)) return path;
  await onceARun('chromium', async () => {
    await sparticuz.executablePath();
    await mkdir(CACHE, { recursive: true });
    // Another run may unpack it, too, and nobody may start half of it.
    const unfinished = `${path}.${process.pid}`;
    await cp(join(tmpdir(), 'chromium'), unfinished);
    await rename(unfinished, path);
  }).catch(() => undefined);
  return existsSync(path) ? path : undefined;
}

/** Starts the browser of npm's package, or one that is installed, or returns undefined without either. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = await unpacked();
  const candidates = [...(executablePath ? [{ executablePath }] : []), ...INSTALLED.map((channel) => ({ channel }))];
  for (const candidate of candidates) {
    const browser = await chromium.launch({ ...candidate, args: ARGUMENTS }).catch(() => undefined);
    if (browser) return browser;
  }
  return undefined;
}

/** Browser of a test file, which ends with it. Without one, skip the tests. */
export async function browserOfFile(): Promise<Browser | undefined> {
  const browser = await launchBrowser();
  if (!browser && process.env.CI) throw new Error('No Chromium runs here. Install Chrome or Chromium.');
  if (!browser) console.info('No Chromium runs here, so that the tests of the page are skipped. Install Chrome.');
  afterAll(() => browser?.close());
  return browser;
}

export interface Seen {
  readonly page: Page;
  /** What the browser complained about: uncaught errors, and everything that the page's security policy blocked. */
  readonly complaints: string[];
  /** Addresses of all requests. */
  readonly requests: string[];
}

interface Options {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  /** False lets a test add a script of its own. */
  readonly hasPolicy?: boolean;
  /** When the window ends: by default with the test. */
  readonly onEnd?: (end: () => Promise<void>) => void;
}

/** Opens an address in a window of its own. */
export async function openPage(
  browser: Browser | undefined,
  address: string,
  { theme = 'light', width = 1280, hasPolicy = true, onEnd = onTestFinished }: Options = {},
): Promise<Seen> {
  if (!browser) throw new Error('tests without a browser are skipped');
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: 800 },
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    bypassCSP: !hasPolicy,
  });
  onEnd(() => context.close());
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
