import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wantedSwitchesOf } from '../../../../infra/openim/wanted-switches.ts';
import type { Check } from '../../../../infra/operator/doctor/check.ts';
import { runHere } from '../../../support/commands.ts';
import { openimFile, versions } from '../../../support/openim-file.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { serve } from '../../../support/serve.ts';

/** A right file of a version for a running receiver, with one mistake, in a directory of its own. */
async function given(version: string, change = (text: string) => text) {
  const { server } = await serve({ token: undefined });
  const address = `http://127.0.0.1:${server.port}/callbackExample`;
  const layout = versions.find((known) => known.version === version)?.layout;
  if (!layout) throw new TypeError(`${version} is not known`);
  const directory = await emptyDirectory();
  const file = join(directory, layout.file.split('/').at(-1) ?? '');
  await writeFile(file, change(openimFile(layout, { url: address, on: wantedSwitchesOf(version) })));
  return { directory, file, address };
}

async function doctor(...args: string[]) {
  const { code, stdout } = await runHere(['doctor', '--json', ...args], { DATA_DIR: await emptyDirectory() });
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  return { code, checks, failed: checks.filter(({ status }) => status === 'fail').map(({ says }) => says) };
}

it.each(['v3.5.1', 'v3.7.0', 'v3.8.3'])(
  'checks a right file of %s and the receiver at its address',
  async (version) => {
    const { file, address } = await given(version);

    const { code, checks, failed } = await doctor('--webhooks', file);

    expect({ code, failed }).toEqual({ code: 0, failed: [] });
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['url', 'token', 'BeforeCreateGroup']));
    expect(checks.find(({ name }) => name === 'address')?.says).toContain(address);
  },
);

it.each([
  { version: 'v3.5.1', from: /^ {2}joinGroupAfter:/m, to: '  joinGroupsAfter:', says: 'joinGroupsAfter is misspelt' },
  {
    version: 'v3.7.0',
    from: /^(afterDismissGroup:\n {2}enable: +)true/m,
    to: '$1false',
    says: 'afterDismissGroup: off',
  },
  { version: 'v3.8.3', from: /^ {2}timeout: /m, to: '\ttimeout: ', says: 'indented with a tab' },
])('names the one mistake in a file of $version: $says', async ({ version, from, to, says }) => {
  const { file } = await given(version, (text) => text.replace(from, to));

  const { code, failed } = await doctor('--webhooks', file);

  expect(code).toBe(1);
  expect(failed.join('\n')).toContain(says);
  // A misspelt switch is off, too.
  expect(failed.length).toBeLessThanOrEqual(2);
});

describe('with --fix', () => {
  const misspelt = (text: string) => text.replace(/^afterJoinGroup:/m, 'afterJoinGrup:');

  it('writes a corrected copy beside the file, and leaves the file', async () => {
    const { file, directory } = await given('v3.8.3', misspelt);
    const before = await readFile(file, 'utf8');

    const { code, checks } = await doctor('--webhooks', file, '--fix');

    expect(code).toBe(1);
    expect(checks.find(({ name }) => name === 'fix')).toMatchObject({ status: 'ok' });
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readFile(join(directory, 'webhooks.fixed.yml'), 'utf8')).toBe(
      before.replace('afterJoinGrup:', 'afterJoinGroup:'),
    );
    expect(await doctor('--webhooks', join(directory, 'webhooks.fixed.yml'))).toMatchObject({ code: 0, failed: [] });
  });

  it('never writes over a copy that is there', async () => {
    const { file, directory } = await given('v3.8.3', misspelt);
    await writeFile(join(directory, 'webhooks.fixed.yml'), 'mine');

    const { code, stderr } = await runHere(['doctor', '--webhooks', file, '--fix']);

    expect(code).toBe(2);
    expect(stderr).toContain("webhooks.fixed.yml can't be written: it already exists.");
    expect(await readFile(join(directory, 'webhooks.fixed.yml'), 'utf8')).toBe('mine');
  });

  it('needs an address when that of the file is wrong', async () => {
    const { file, address } = await given('v3.8.3', (text) => text.replace(/^url:.*$/m, 'url: ""'));

    const { code, stderr } = await runHere(['doctor', '--webhooks', file, '--fix']);
    const { checks } = await doctor('--webhooks', file, '--fix', '--address', address);

    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Add --address URL.') });
    expect(checks.filter(({ name }) => name === 'fix')).toMatchObject([{ status: 'ok' }]);
  });
});

it('says that the file calls another address, or has another token', async () => {
  const { file, address } = await given('v3.8.3');

  const other = await doctor('--webhooks', file, '--address', address.replace('callbackExample', 'prod'));
  const token = await doctor('--webhooks', file, '--address', address.replace('//', '//openim:t@'));

  expect(other.failed).toEqual([`is ${address}, not --address`]);
  expect(token.failed).toEqual(['has another token than --address']);
});

it('reads variables of an .env file, and says that containers do not', async () => {
  const { directory, address } = await given('v3.8.3');
  const file = join(directory, '.env');
  const { stdout } = await runHere(['webhooks', '--address', address, '--compose']);
  await writeFile(file, stdout.replaceAll(/^ +- /gm, ''));

  const { code, checks } = await doctor('--webhooks', file);

  expect(code).toBe(0);
  expect(checks.find(({ name }) => name === 'variables')).toMatchObject({ status: 'warn' });
});
