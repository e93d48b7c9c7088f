import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { browserOfFile, openPage, type Seen } from '../../support/browser.ts';
import { openConsole } from '../../support/console.ts';
import {
  ALLOWED,
  CHANGED,
  detailOn,
  EVENTS,
  fitsOn,
  JOIN,
  KICK,
  listOn,
  minutesAgo,
  queryOn,
  REFUSED,
} from '../../support/page-events.ts';
import { putRecorded, recorded } from '../../support/recorded.ts';
import { auditTable } from '../../support/table.ts';

const browser = await browserOfFile();

const PATIENT = { timeout: 20_000, interval: 20 };

describe.skipIf(!browser)('the page of events', () => {
  let address: string;
  let seen: Seen;

  beforeAll(async () => {
    const table = await auditTable(afterAll);
    await putRecorded(table, ...EVENTS);
    ({ address } = await openConsole(table, {}, afterAll));
    seen = await openPage(browser, `${address}#/health`, { onEnd: afterAll });
  });

  /** Shows all events in the page that these tests share. Without a time, each of 7 days would be read. */
  async function opened() {
    const { page, complaints, requests } = seen;
    const list = listOn(page);
    complaints.length = 0;
    requests.length = 0;
    await page.goto(`${new URL(address).origin}/#/events?q=since%3A2h`);
    await list.texts(EVENTS.length);
    return { ...seen, list, detail: detailOn(page), query: queryOn(page) };
  }

  it('shows events newest first, with their outcomes, and asks no other server', async () => {
    const { page, list, requests, complaints } = await opened();

    expect(await list.texts(5)).toEqual([
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g78.*u4.*changed/),
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g77.*u3.*refused.*ａdmin/),
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g78.*u3.*allowed.*Ann/),
      expect.stringMatching(/AfterKickGroup.*g77.*u1.*recorded.*spam/),
      expect.stringMatching(/AfterJoinGroup.*g77.*u1.*recorded/),
    ]);
    expect(new Set(requests.map((request) => new URL(request).origin))).toEqual(new Set([new URL(address).origin]));
    await page.getByRole('button', { name: 'AfterKickGroup 1' }).waitFor();
    // The list has counted all of them already.
    expect(requests.filter((request) => request.includes('/api/timeline'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('filters by each filter of a query', async () => {
    const { page, list, query } = await opened();
    const from = minutesAgo(2.5).toISOString();
    for (const { q, shown } of [
      { q: 'since:2h kick', shown: [KICK] },
      { q: 'group:g78', shown: [CHANGED, ALLOWED] },
      { q: 'user:u2 role:kicked', shown: [{ ...KICK, userID: 'u2' }] },
      { q: 'since:2h outcome:refused', shown: [REFUSED] },
      { q: 'since:2h -outcome:recorded', shown: [CHANGED, REFUSED, ALLOWED] },
      { q: 'since:2h rule:staff', shown: [REFUSED] },
      { q: `since:${from}`, shown: [CHANGED, REFUSED] },
      { q: `since:2h until:${from} -kick`, shown: [ALLOWED, JOIN] },
      { q: 'since:2h "spam"', shown: [KICK] },
    ]) {
      await query.fill(q);
      await page.keyboard.press('Enter');

      const ids = shown.map(({ groupID, userID }) => `${groupID} ${userID}`);
      await expect.poll(async () => ({ q, ids: await list.ids() }), PATIENT).toEqual({ q, ids });
      expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('q')).toBe(q);
    }
  });

  it('explains a refusal: the sentence, the rule, the body and the answer', async () => {
    const { list, detail, complaints } = await opened();

    await list.row('refused').click();

    await detail.getByText('staff').first().waitFor();
    const text = await detail.innerText();
    expect(text).toContain('Kept for our staff.');
    expect(text).toContain('"nickName":"ａdmin"');
    expect(text).toContain('"errCode":5050');
    expect(complaints).toEqual([]);
  });

  it('shows a change before and after', async () => {
    const { list, detail } = await opened();

    await list.row('changed').click();

    const row = detail.getByRole('row', { name: /nickName/ });
    await row.waitFor();
    expect((await row.getByRole('cell').allInnerTexts()).map((text) => text.trim())).toEqual(['Bob', 'Bob']);
  });

  it('opens the same place from a link', async () => {
    const { page, detail, query } = await opened();
    const { origin, pathname } = new URL(address);

    await page.goto(`${origin}/#/events?q=group%3Ag77&event=${encodeURIComponent(REFUSED.eventID)}`);
    await page.reload();

    await detail.getByText('Kept for our staff.').first().waitFor();
    expect(await query.inputValue()).toBe('group:g77');
    expect(page.url()).not.toContain(pathname.split('/').at(-1));
  });

  it('opens from a link of another site, whose requests have no cookie', async () => {
    const { page, detail, list } = await opened();
    const link = `${new URL(address).origin}/#/events?q=group%3Ag77&event=${encodeURIComponent(REFUSED.eventID)}`;
    await page.goto(`data:text/html,${encodeURIComponent(`<a href="${link}">event</a>`)}`);

    await page.getByRole('link').click();

    await detail.getByText('Kept for our staff.').first().waitFor();
    expect(await list.texts(3)).toHaveLength(3);
  });

  it('zooms to the times that a pointer drags over, and back', async () => {
    const { page, list, query } = await opened();
    await query.fill('group:g77');
    await page.keyboard.press('Enter');
    await expect.poll(() => list.ids(), PATIENT).toHaveLength(3);
    const brush = page.getByRole('slider', { name: 'Range of times' });
    const box = await brush.boundingBox();
    if (!box) throw new Error('no timeline');

    await page.mouse.move(box.x + 1, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 10, { steps: 4 });
    await page.mouse.up();

    await page.waitForURL(/since/);
    await expect.poll(() => query.inputValue(), PATIENT).toMatch(/^group:g77 since:\S+Z until:\S+Z$/);
    await page.getByRole('button', { name: 'Show all times' }).click();
    await expect.poll(() => query.inputValue(), PATIENT).toBe('group:g77');
    expect(await list.texts(3)).toHaveLength(3);
  });

  it('says so when the database fails, and goes on when it answers again', async () => {
    const { page, list, query, complaints } = await opened();
    await page.route('**/api/events?*', (route) =>
      route.fulfill({
        status: 503,
        json: { error: { code: 'database', message: 'DynamoDB does not answer. Try again.' } },
      }),
    );
    await query.fill('group:g77');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('DynamoDB does not answer. Try again.').waitFor();

    await page.unroute('**/api/events?*');
    await page.getByRole('button', { name: 'Try again' }).click();

    expect(await list.texts(3)).toHaveLength(3);
    expect(complaints).toEqual([expect.stringContaining('503')]);
  });

  it('fits a narrow screen, where one event takes the place of the list', async () => {
    const { page, list, detail } = await opened();
    onTestFinished(() => page.setViewportSize({ width: 1280, height: 800 }));
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await fitsOn(page)).toBe(true);
    const outcome = await list.row('changed').locator('.badge').boundingBox();
    expect((outcome?.x ?? 0) + (outcome?.width ?? 380)).toBeLessThan(380);

    await list.row('refused').click();
    await detail.getByText('Kept for our staff.').first().waitFor();
    expect(await page.getByRole('listbox', { name: 'Events' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close' }).click();

    expect(await list.texts(5)).toHaveLength(5);
  });
});

describe.skipIf(!browser)('the page of events', () => {
  async function openedOn(records: readonly AuditRecord[], fragment = '') {
    const table = await auditTable();
    await putRecorded(table, ...records);
    const { address } = await openConsole(table);
    const seen = await openPage(browser, `${address}${fragment}`);
    return { ...seen, table, list: listOn(seen.page), detail: detailOn(seen.page) };
  }

  it('says what to do before the first event, and shows that event when it comes', async () => {
    const { page, table, list, complaints } = await openedOn([]);
    await page.getByRole('heading', { name: 'No events yet' }).waitFor();

    await page.getByText('live', { exact: true }).waitFor();
    await putRecorded(
      table,
      recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g77', userID: 'u1' }, at: new Date() }),
    );

    await list.row('AfterJoinGroup').waitFor();
    expect(complaints).toEqual([]);
  });

  it('ends its live stream in a hidden tab, and shows what it missed when it is seen again', async () => {
    const joined = (userID: string) =>
      recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g77', userID }, at: new Date() });
    const { page, table, list } = await openedOn([JOIN], '#/events?q=group%3Ag77');
    const open = new Set<Request>();
    const streams = () => [...open].filter((request) => request.url().includes('/api/live')).length;
    page.on('request', (request) => open.add(request));
    page.on('requestfailed', (request) => open.delete(request));
    await page.reload();
    await page.getByText('live', { exact: true }).waitFor();
    expect(streams()).toBe(1);

    await show(page, 'hidden');
    await expect.poll(streams).toBe(0);
    await putRecorded(table, joined('u8'), joined('u9'));
    await show(page, 'visible');

    await list.row('u8').waitFor();
    await list.row('u9').waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'AfterJoinGroup 3' }).waitFor();
  });

  it('shows what the relay said that delivered an event, and nothing of a relay without one', async () => {
    const verdict = { verdict: 'refuse', errCode: 5502, reason: 'the receiver did not answer' } as const;
    const others = [{ name: 'own.example', answer: { nextCode: 0, nickname: 'Bob' } }];
    const delivered = { ...REFUSED, relay: { id: 'r-1', sequence: 7, verdict, others } };
    const { list, detail, complaints } = await openedOn([delivered, JOIN], '#/events?q=since%3A2h');

    await list.row('refused').click();
    await detail.getByRole('heading', { name: 'Relay' }).waitFor();
    const text = await detail.innerText();
    for (const shown of ['r-1', '7', 'refuse, code 5502: the receiver did not answer', 'answer of own.example'])
      expect(text).toContain(shown);
    expect(text).toContain('{"nextCode":0,"nickname":"Bob"}');

    await list.row('AfterJoinGroup').click();
    await detail.getByText('No verdict').waitFor();
    expect(await detail.getByRole('heading', { name: 'Relay' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows hostile text as text', async () => {
    const hostile = [
      '<img src=x onerror="alert(1)">',
      'user\u202Egnp.exe',
      `"><script>alert(2)</script>`,
      'x'.repeat(10_000),
      'a\u200B\u0000\u2066b',
    ];
    const { page, list, detail, complaints } = await openedOn(
      hostile.map((nickName, index) =>
        recorded({
          callback: 'AfterSetGroupMemberInfo',
          event: { groupID: nickName.slice(0, 60), userID: nickName.slice(0, 60), nickName },
          at: minutesAgo(index),
        }),
      ),
      '#/events?q=since%3A2h',
    );

    await list.row('<img src=x').click();
    await detail.getByText('onerror').first().waitFor();
    await list.row('gnp.exe').click();
    await detail.getByText('\\u202e').first().waitFor();

    expect(await page.locator('img, main script').count()).toBe(0);
    expect(await fitsOn(page)).toBe(true);
    expect(complaints).toEqual([]);
  });
});

/** Shows or hides a tab. A browser without a screen shows all of them. */
async function show(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
}
