import chromium from '@sparticuz/chromium';
import { chromium as pw } from 'playwright-core';
import { readFileSync } from 'node:fs';
const open = /http:\/\/127\.0\.0\.1:10108\S*/.exec(readFileSync('/tmp/pg.log','utf8'))[0];
const b = await pw.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox','--disable-dev-shm-usage','--disable-gpu'], headless: true });
const steps = process.argv.slice(2);
for (const theme of ['light', 'dark']) for (const [w,h] of [[1280,800],[400,800]]) {
  const c = await b.newContext({ colorScheme: theme, viewport: { width: w, height: h } });
  const p = await c.newPage();
  p.on('console', m => console.log('console:', m.type(), m.text()));
  p.on('pageerror', e => console.log('pageerror:', e.message));
  await p.goto(open);
  for (const s of steps) { await p.goto('http://127.0.0.1:10108/' + s); await p.waitForTimeout(1500);
    await p.screenshot({ path: `/tmp/shot-${theme}-${w}-${steps.indexOf(s)}.png` }); }
  await c.close();
}
await b.close();
