import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pollingFollow } from '../../../infra/operator/console/follow/polled-events.ts';
import { startConsole } from '../../../infra/operator/console/server.ts';
import { bodyOf } from '../../support/bodies.ts';
import { browserOfFile, openPage } from '../../support/browser.ts';
import { post } from '../../support/http.ts';
import { listOn, queryOn } from '../../support/page-events.ts';
import { emptyDirectory, startReceiver } from '../../support/processes.ts';
import { auditTable } from '../../support/table.ts';

const browser = await browserOfFile();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe.skipIf(!browser)('the page of npm start', () => {
  it('shows a callback as it comes, on the timeline, too, and then in the health', async () => {
    const env = { DATA_DIR: await emptyDirectory(), CONSOLE_PORT: String(await freePort()) };
    const receiver = await startReceiver(env);
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+\/open\/\w+/.exec(receiver.output.stdout) ?? [];
    const { page, complaints } = await openPage(browser, `${address}#/events?q=group%3Ag-100`);
    await page.getByRole('heading', { name: 'No events match' }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();

    await post(`${receiver.address}/callbackAfterJoinGroupCommand`, JSON.stringify(bodyOf('after-join-group')));

    await listOn(page).row('g-100').waitFor();
    await page.getByRole('button', { name: 'AfterJoinGroup 1' }).waitFor();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText('Last call', { exact: true }).waitFor();
    expect(await page.getByRole('main').innerText()).toMatch(/Last call\s+\S.*\s+AfterJoinGroup . recorded/);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(!browser)('the page of a console that was started again', () => {
  it('says what to do', async () => {
    const audit = await auditTable();
    const source = { audit, place: 'here', follow: pollingFollow(audit), now: () => new Date() };
    const first = await startConsole(source, 0);
    const { page } = await openPage(browser, `${first.address}#/events?q=since%3A2h`);
    await page.getByText('live', { exact: true }).waitFor();

    await first.close();
    await page.getByText('connecting again').waitFor();
    const second = await startConsole(source, first.port);
    onTestFinished(second.close);
    await queryOn(page).fill('since:3h');
    await page.keyboard.press('Enter');

    await page.getByRole('alert').getByText('Open the address that the terminal shows.').waitFor();
    await page.goto(`${second.address}#/events?q=since%3A2h`);
    await page.getByText('live', { exact: true }).waitFor();
  });
});
