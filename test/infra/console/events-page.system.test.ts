import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../functions/record/record.ts';
import { browserOfFile, openPage, type Seen } from '../../support/browser.ts';
import { openConsole } from '../../support/console.ts';
import { putRecorded, recorded } from '../../support/recorded.ts';
import { auditTable } from '../../support/table.ts';

const browser = await browserOfFile();

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

const JOIN = recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g77', userID: 'u1' }, at: minutesAgo(5) });
const KICK = recorded({
  callback: 'AfterKickGroup',
  event: { groupID: 'g77', kickedUserIDs: ['u1', 'u2'], reason: 'spam' },
  at: minutesAgo(4),
});
const ALLOWED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g78', userID: 'u3', nickName: 'Ann' },
  at: minutesAgo(3),
  outcome: 'allowed',
  decision: { verdict: 'allow', mode: 'enforce' },
});
const REFUSED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g77', userID: 'u3', nickName: 'ａdmin' },
  at: minutesAgo(2),
  outcome: 'refused',
  decision: {
    verdict: 'refuse',
    mode: 'enforce',
    rules: [
      {
        id: 'staff',
        field: 'nickName',
        action: 'refuse',
        why: 'term "admin"',
        errCode: 5050,
        errMsg: 'Kept for our staff.',
      },
    ],
    policyVersion: { all: 3 },
  },
});
const CHANGED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g78', userID: 'u4', nickName: '  Bob ' },
  at: minutesAgo(1),
  outcome: 'changed',
  decision: {
    verdict: 'change',
    mode: 'enforce',
    rules: [{ id: 'tidy', field: 'nickName', action: 'change', why: 'blanks' }],
    changes: { nickName: { before: '  Bob ', after: 'Bob' } },
  },
});
const ALL = [CHANGED, REFUSED, ALLOWED, KICK, JOIN];

describe.skipIf(!browser)('the list of events', () => {
  async function opened(records: readonly AuditRecord[], options?: Parameters<typeof openPage>[2]) {
    const table = await auditTable();
    await putRecorded(table, ...records);
    const opened = await openConsole(table);
    const seen = await openPage(browser as NonNullable<typeof browser>, opened.address, options);
    return { ...seen, ...opened, table, list: listOf(seen) };
  }

  it('says what to do before the first event, and shows that event when it comes', async () => {
    const { page, table, list, complaints } = await opened([]);
    await page.getByRole('heading', { name: 'No events yet' }).waitFor();

    await page.getByText('live', { exact: true }).waitFor();
    await putRecorded(table, JOIN_NOW());

    await list.row('AfterJoinGroup').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows events newest first, with their outcomes, and asks no other server', async () => {
    const { list, requests, port, complaints } = await opened(ALL);

    expect(await list.texts(5)).toEqual([
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g78.*u4.*changed/),
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g77.*u3.*refused.*ａdmin/),
      expect.stringMatching(/BeforeSetGroupMemberInfo.*g78.*u3.*allowed.*Ann/),
      expect.stringMatching(/AfterKickGroup.*g77.*u1.*recorded.*spam/),
      expect.stringMatching(/AfterJoinGroup.*g77.*u1.*recorded/),
    ]);
    expect(new Set(requests.map((address) => new URL(address).origin))).toEqual(new Set([`http://127.0.0.1:${port}`]));
    expect(complaints).toEqual([]);
  });

  it.each([
    { q: 'kick', shown: [KICK] },
    { q: 'group:g78', shown: [CHANGED, ALLOWED] },
    { q: 'user:u2', shown: [KICK] },
    { q: 'user:u2 role:kicked', shown: [KICK] },
    { q: 'outcome:refused', shown: [REFUSED] },
    { q: '-outcome:recorded', shown: [CHANGED, REFUSED, ALLOWED] },
    { q: 'rule:staff', shown: [REFUSED] },
    { q: 'since:210s', shown: undefined },
    { q: 'since:3m', shown: [CHANGED, REFUSED, ALLOWED].slice(0, 2) },
    { q: '"spam"', shown: [KICK] },
  ])('filters by $q', async ({ q, shown }) => {
    const { page, list } = await opened(ALL);
    await list.texts(5);

    await page.getByRole('combobox', { name: 'Query' }).fill(q);
    await page.keyboard.press('Enter');

    if (!shown) {
      await page.getByRole('alert').waitFor();
      return;
    }
    await page
      .getByText(`${shown.length} ${shown.length === 1 ? 'event' : 'events'}`)
      .first()
      .waitFor();
    expect(await list.ids(shown.length)).toEqual(shown.map(({ groupID, userID }) => `${groupID} ${userID}`));
    expect(new URL(page.url()).hash).toContain('q=');
  });

  it('explains a refusal: the sentence, the rule, the body and the answer', async () => {
    const { page, list, complaints } = await opened(ALL);

    await list.row('refused').click();

    const detail = page.getByRole('region', { name: 'Event', exact: true });
    await detail.getByText('staff').first().waitFor();
    const text = await detail.innerText();
    expect(text).toContain('Kept for our staff.');
    expect(text).toContain('"nickName":"ａdmin"');
    expect(text).toContain('"errCode":5050');
    expect(complaints).toEqual([]);
  });

  it('shows a change before and after', async () => {
    const { page, list } = await opened(ALL);

    await list.row('changed').click();

    const row = page.getByRole('region', { name: 'Event', exact: true }).getByRole('row', { name: /nickName/ });
    await row.waitFor();
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(
      ['  Bob ', 'Bob'].map((text) => expect.stringContaining(text.trim())),
    );
  });

  it('opens the same place from a link', async () => {
    const { page, address, port } = await opened(ALL);
    const fragment = `#/events?q=group%3Ag77&event=${encodeURIComponent(REFUSED.eventID)}`;

    await page.goto(`http://127.0.0.1:${port}/${fragment}`);
    await page.reload();

    await page.getByRole('region', { name: 'Event', exact: true }).getByText('Kept for our staff.').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Query' }).inputValue()).toBe('group:g77');
    expect(page.url()).not.toContain(new URL(address).pathname.split('/').at(-1));
  });

  it('is used with the keyboard alone', async () => {
    const { page, list } = await opened(ALL);
    await list.texts(5);

    await page.keyboard.press('/');
    await page.keyboard.type('outc');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('refused');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByText('1 event', { exact: false }).first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Query' }).inputValue()).toBe('outcome:refused');
    await page.getByRole('listbox', { name: 'Events' }).focus();
    await page.keyboard.press('Home');

    const detail = page.getByRole('region', { name: 'Event', exact: true });
    await detail.getByText('Kept for our staff.').first().waitFor();
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
  });

  it('zooms to the times that a pointer drags over, and back', async () => {
    const { page, list } = await opened(ALL);
    await list.texts(5);
    const brush = page.getByRole('slider', { name: 'Range of times' });
    const box = await brush.boundingBox();
    if (!box) throw new Error('no timeline');

    await page.mouse.move(box.x + 1, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 10, { steps: 4 });
    await page.mouse.up();

    await page.waitForURL(/since/);
    expect(await page.getByRole('combobox', { name: 'Query' }).inputValue()).toMatch(/^since:\S+Z until:\S+Z$/);
    await page.getByRole('button', { name: 'Show all times' }).click();
    expect(await list.texts(5)).toHaveLength(5);
  });

  it('shows hostile text as text', async () => {
    const hostile = [
      '<img src=x onerror="alert(1)">',
      'user\u202Egnp.exe',
      `"><script>alert(2)</script>`,
      'x'.repeat(10_000),
      'a\u200B\u0000\u2066b',
    ];
    const records = hostile.map((nickName, index) =>
      recorded({
        callback: 'AfterSetGroupMemberInfo',
        event: { groupID: nickName.slice(0, 60), userID: nickName.slice(0, 60), nickName },
        at: minutesAgo(index),
      }),
    );
    const { page, list, complaints } = await opened(records);

    await list.row('<img src=x').click();
    await page.getByRole('region', { name: 'Event', exact: true }).getByText('onerror').first().waitFor();
    await list.row('gnp.exe').click();
    await page.getByRole('region', { name: 'Event', exact: true }).getByText('\\u202e').first().waitFor();

    expect(await page.locator('img, main script').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('says so when the database fails, and goes on when it answers again', async () => {
    const { page, list, complaints } = await opened(ALL);
    await page.route('**/api/events?*', (route) =>
      route.fulfill({
        status: 503,
        json: { error: { code: 'database', message: 'DynamoDB does not answer. Try again.' } },
      }),
    );
    await page.getByRole('combobox', { name: 'Query' }).fill('group:g77');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('DynamoDB does not answer. Try again.').waitFor();

    await page.unroute('**/api/events?*');
    await page.getByRole('button', { name: 'Try again' }).click();

    expect(await list.texts(3)).toHaveLength(3);
    expect(complaints).toEqual([expect.stringContaining('503')]);
  });

  it('fits a narrow screen, where one event takes the place of the list', async () => {
    const { page, list } = await opened(ALL, { width: 380, theme: 'dark' });
    await list.texts(5);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

    await list.row('refused').click();
    await page.getByRole('region', { name: 'Event', exact: true }).getByText('Kept for our staff.').first().waitFor();
    expect(await page.getByRole('listbox', { name: 'Events' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Close' }).click();

    expect(await list.texts(5)).toHaveLength(5);
  });
});

const JOIN_NOW = () =>
  recorded({ callback: 'AfterJoinGroup', event: { groupID: 'g77', userID: 'u1' }, at: new Date() });

function listOf({ page }: Seen) {
  const options = page.getByRole('listbox', { name: 'Events' }).getByRole('option');
  /** Waits for this number of rows. */
  const rows = async (count: number) => {
    await options.nth(count - 1).waitFor();
    return options;
  };
  return {
    row: (text: string) => options.filter({ hasText: text }).first(),
    texts: async (count: number) =>
      (await (await rows(count)).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')),
    /** Groups and users of the rows. */
    ids: async (count: number) => {
      const ids = await (await rows(count)).locator('.id').allInnerTexts();
      return Array.from({ length: ids.length / 2 }, (_, index) => `${ids[2 * index]} ${ids[2 * index + 1]}`);
    },
  };
}
