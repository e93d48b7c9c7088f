import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile, openPage, type Seen } from '../../support/browser.ts';
import { openFilledConsole, POLICY } from '../../support/page-console.ts';
import { detailOn } from '../../support/page-events.ts';

const browser = await browserOfFile();

describe.skipIf(!browser)('the page', () => {
  let origin: string;
  let seen: Seen;

  beforeAll(async () => {
    const { address } = await openFilledConsole();
    origin = new URL(address).origin;
    seen = await openPage(browser, `${address}#/health`, { onEnd: afterAll });
  });

  async function opened(fragment: string) {
    await seen.page.goto(`${origin}/${fragment}`);
    return seen.page;
  }

  it('tells the story of a group: its members over time, and each change with its event', async () => {
    const page = await opened('#/group/g77');

    await page.getByRole('heading', { name: 'Group 周末登山 g77' }).waitFor();
    const members = page.getByRole('table').first();
    await members.getByRole('row', { name: /^u1 .* to .*\(removed\)/ }).waitFor();
    await members.getByRole('row', { name: /^u2 before the records to .*\(removed\)/ }).waitFor();
    await members.getByRole('row', { name: /^u0 .* to now/ }).waitFor();

    await page
      .getByRole('row', { name: /removed u1, u2/ })
      .getByRole('link')
      .first()
      .click();
    await detailOn(page).getByText('spam').first().waitFor();
    await page.keyboard.press('Escape');
    await detailOn(page).waitFor({ state: 'detached' });
    expect(new URL(page.url()).hash).toBe('#/group/g77');
  });

  it('tells the story of a user: groups, outcomes and callbacks, which lead to the events', async () => {
    const page = await opened('#/user/u3');

    await page.getByRole('heading', { name: 'User u3' }).waitFor();
    await page.getByRole('link', { name: 'g77' }).waitFor();
    await page.getByRole('link', { name: 'g78' }).waitFor();
    await expect.poll(() => page.title()).toBe('User u3 · OpenIM webhooks');
    await page.getByRole('link', { name: /refused 1/ }).click();

    await page.getByRole('option').filter({ hasText: 'ａdmin' }).waitFor();
    expect(await page.getByRole('option').count()).toBe(1);
  });

  it('says that it knows nothing about a group or a user of whom nothing is recorded', async () => {
    for (const kind of ['group', 'user']) {
      const page = await opened(`#/${kind}/nobody`);
      await page.getByRole('heading', { name: `Nothing is recorded about this ${kind}` }).waitFor();
    }
  });

  it('shows the policy in force, and judges a request and what was recorded by a draft', async () => {
    const page = await opened('#/policies');
    const inForce = page.getByRole('region', { name: 'Policy in force' });
    expect(JSON.parse(await inForce.innerText())).toMatchObject({ nickName: [{ id: 'staff', terms: ['admin'] }] });

    await page.getByRole('button', { name: 'Try' }).click();
    await page.getByText('Kept for our staff.', { exact: false }).filter({ visible: true }).first().waitFor();
    await page.getByText('refused at member').waitFor();

    const draft = { ...POLICY, nickName: [{ kind: 'terms', id: 'no-ann', terms: ['Ann'] }] };
    await page.getByRole('textbox', { name: /^A draft/ }).fill(JSON.stringify(draft));
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText(/Of 3 requests since .* refuses 1, changes 0 and allows 2/).waitFor();
    await page.getByRole('row', { name: /Ann allowed refused no-ann/ }).waitFor();
  });

  it('names the mistakes of a draft', async () => {
    const page = await opened('#/policies');
    const draft = page.getByRole('textbox', { name: /^A draft/ });

    await draft.fill('{');
    await page.getByRole('button', { name: 'Try' }).click();
    await page.getByRole('alert').getByText('The draft is not JSON').waitFor();
    await draft.fill('{"nickName":[{"kind":"terms","id":"x","terms":[]}]}');
    await page.getByRole('button', { name: 'Try' }).click();
    await page.getByRole('alert').getByRole('listitem').filter({ hasText: 'nickName.0' }).waitFor();
  });

  it('shows the last call, the losses to expect, and the queue', async () => {
    const page = await opened('#/health');

    await page.getByText('17 of 1000').waitFor();
    const text = (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
    expect(text).toMatch(/Last call \d+ (s|min) ago AfterJoinGroup/);
    expect(text).toContain('OpenIM drops events above 470 a second');
    expect(text).toContain('Queue 2 records wait');
    expect(text).toContain('Failed writes 4 3 went to the queue, 1 only to the log.');
  });

  it('marks the mistakes of a query, and asks nothing', async () => {
    const page = await opened('#/events?q=outcome%3Amaybe%20foo%3A1');

    const alert = page.getByRole('alert');
    await alert.getByText('There is no filter foo:').waitFor();
    expect(await alert.locator('mark').allInnerTexts()).toEqual(['outcome:maybe', 'foo:1']);
    expect(await page.getByRole('combobox', { name: 'Query' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('says so when a link leads to an event that is no longer recorded', async () => {
    const page = await opened('#/events?q=since%3A2h&event=gone');

    await detailOn(page).getByRole('alert').getByText('No record has this eventID.').waitFor();
  });

  it('has been shown without a complaint of the browser but those of refused requests', () => {
    expect(seen.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
  });
});
