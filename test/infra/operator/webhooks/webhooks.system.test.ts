import { chmod, link, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { layoutOf } from '../../../../infra/openim/configuration.ts';
import { wantedSwitches } from '../../../../infra/openim/wanted-switches.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { openimFile, versions } from '../../../support/openim-file.ts';
import { emptyDirectory, run } from '../../../support/processes.ts';

const ADDRESS = 'http://openim:s3cr3t@10.0.0.5:10006/callbackExample';
const OURS = wantedSwitches(null, false);
const before = openimFile(layoutOf('v3.8.3'), { url: 'http://127.0.0.1:10006/callbackExample' });
const after = openimFile(layoutOf('v3.8.3'), { url: ADDRESS, on: OURS });

async function fileWith(text: string) {
  const directory = await emptyDirectory();
  const file = join(directory, 'webhooks.yml');
  await writeFile(file, text);
  return { directory, file };
}

describe('--file', () => {
  it('shows what would change, without the token, and writes nothing', async () => {
    const { directory, file } = await fileWith(before);

    const { code, stdout, stderr } = await runHere(['webhooks', '--address', ADDRESS, '--file', file]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'line 2: url: http://127.0.0.1:10006/callbackExample → http://openim:***@10.0.0.5:10006/callbackExample\n',
    );
    expect(stdout.match(/enable: false → true$/gm)).toHaveLength(OURS.length);
    expect(stdout).toContain('Add --write to change it.');
    expect(stdout).not.toContain('s3cr3t');
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readdir(directory)).toEqual(['webhooks.yml']);
  });

  it('with --write changes the file itself, keeps the old one, and tells to restart OpenIM', async () => {
    const { directory, file } = await fileWith(before);
    const mounted = join(directory, 'mounted.yml');
    await link(file, mounted);
    await symlink(file, join(directory, 'link.yml'));
    await chmod(file, 0o640);

    const args = ['--address', ADDRESS, '--file', join(directory, 'link.yml'), '--write'];
    const { code, stdout } = await runHere(['webhooks', ...args]);

    expect(code).toBe(0);
    expect(stdout).toContain('Restart OpenIM');
    expect(await readFile(mounted, 'utf8')).toBe(after);
    expect(await readFile(join(directory, 'link.yml.bak'), 'utf8')).toBe(before);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect((await runHere(['webhooks', ...args])).stdout).toContain('needs no change');
    expect(await readFile(join(directory, 'link.yml.bak'), 'utf8')).toBe(before);
  });

  it('- edits what comes through a pipe', async () => {
    const { code, stdout, stderr } = await run(
      BIN,
      ['webhooks', '--address', ADDRESS, '--file', '-'],
      {},
      { input: before },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: after });
    expect(stderr).toContain('The file was changed');
    expect(stderr).not.toContain('s3cr3t');
  });
});

describe('--compose', () => {
  it("prints lines that are variables where they are pasted into OpenIM's docker-compose.yml", async () => {
    const { code, stdout } = await runHere(['webhooks', '--address', ADDRESS, '--compose']);
    const compose = `services:\n  openim-server:\n    environment:\n      - IMENV_SHARE_SECRET=x\n${stdout}    restart: always\n`;

    const { environment, restart } = parse(compose).services['openim-server'];

    expect({ code, restart }).toEqual({ code: 0, restart: 'always' });
    expect(environment).toEqual([
      'IMENV_SHARE_SECRET=x',
      `IMENV_WEBHOOKS_URL=${ADDRESS}`,
      ...OURS.map((name) => name.toUpperCase()).flatMap(settingsOf),
    ]);
  });

  it.each(['http://127.0.0.1:10006/x', 'http://openim:t@localhost:10006', 'http://[::1]:10006/x'])(
    'warns of %s, which in a container is the container',
    async (address) => {
      const { stderr } = await runHere(['webhooks', '--address', address, '--compose', '--own-only']);
      expect(stderr).toContain('a loopback address is the container itself');
    },
  );
});

function settingsOf(name: string): string[] {
  return [`IMENV_WEBHOOKS_${name}_ENABLE=true`, `IMENV_WEBHOOKS_${name}_TIMEOUT=5`];
}

describe.each(['--new', '--compose'])('%s', (mode) => {
  it('warns of what OpenIM refuses while nobody answers', async () => {
    const { stderr } = await runHere(['webhooks', '--address', ADDRESS, mode]);
    expect(stderr).toMatch(
      /^While the receiver is unreachable, OpenIM refuses .*: .*beforeSetGroupMemberInfo.*beforeMemberJoinGroup\b/m,
    );
  });
});

it('says from which version on OpenIM reads variables', async () => {
  const { stderr } = await runHere(['webhooks', '--address', ADDRESS, '--compose']);
  expect(stderr).toContain('OpenIM reads IMENV_ variables from v3.7 on. For older servers use --file.\n');
});

describe('--new', () => {
  it.each(versions.filter(({ layout }) => layout.section === null))(
    'prints a complete file of OpenIM $version',
    async ({ version, layout }) => {
      const { code, stdout } = await runHere(['webhooks', '--address', ADDRESS, '--new', '--server', version]);
      const { url, ...switches } = parse(stdout);

      expect({ code, url }).toEqual({ code: 0, url: ADDRESS });
      expect(Object.keys(switches)).toEqual(Object.keys(layout.switches));
      for (const [name, settings] of Object.entries(layout.switches))
        expect(switches[name]).toEqual({ ...settings, enable: OURS.includes(name) });
    },
  );
});

it.each([
  { server: 'v3.8', as: 'v3.8.3-patch.16' },
  { server: '3.8.0', as: 'v3.8.0' },
  { server: 'release-v3.8', as: 'v3.8.3-patch.16' },
  { server: 'v3.8.3-patch.12', as: 'v3.8.3' },
  { server: 'v3.8.4-alpha.1', as: 'v3.8.3-patch.16' },
  { server: 'v3.10.0', as: 'v3.8.3-patch.16' },
  { server: 'v3.7', as: 'v3.7.0' },
  { server: 'v3.5.3', as: 'v3.5.1' },
])('takes $server for $as', ({ server, as }) => {
  expect(Object.keys(layoutOf(server).versions)).toContain(as);
});

describe('tells a person what is wrong', () => {
  const to = ['--address', ADDRESS];
  it.each([
    { args: [], says: '--address is missing. Add --address URL with the address that OpenIM calls.' },
    {
      args: to,
      says: 'The form of output is missing or given twice. Give exactly one of --file FILE, --compose and --new.',
    },
    {
      args: [...to, '--new', '--compose'],
      says: 'The form of output is missing or given twice. Give exactly one of --file FILE, --compose and --new.',
    },
    { args: [...to, '--compose', '--write'], says: '--write needs --file with the name of a file.' },
    { args: [...to, '--file', '-', '--write'], says: '--write needs --file with the name of a file.' },
    { args: [...to, '--compose', '--server', 'main'], says: '--server works only with --new. Leave it out.' },
    { args: [...to, '--new', '--server', 'newest'], says: /^Invalid --server\. Use an OpenIM version such as v3\.8\./ },
    { args: [...to, '--new', '--server', 'v3.4.0'], says: /^OpenIM servers before v3\.5\.1 are not known\./ },
    {
      args: [...to, '--new', '--server', 'v3.6.0'],
      says: /^Before v3\.7 the switches are a part of config\/config\.yaml\./,
    },
    { args: [...to, '--file', 'nowhere.yml'], says: /^nowhere\.yml can't be read: the file does not exist\./ },
    {
      args: [...to, '--file', 'infra'],
      says: "infra can't be read: it is a directory. Use OpenIM's config/webhooks.yml.",
    },
    { args: [...to, '--file', 'package.json'], says: /^package\.json is not OpenIM's/ },
    {
      args: ['--address', 'localhost:10006', '--new'],
      says: /^--address is not an HTTP address\. Use an address such as /,
    },
    { args: ['--address', 'webhook://h:1/x', '--new'], says: /^--address is not an HTTP address\./ },
    { args: ['--address', 'http://h:1/', '--new'], says: /^--address must not end in "\/"/ },
    { args: ['--address', 'http://h:1/x?a=b', '--new'], says: /^--address has characters that are not allowed\./ },
    { args: ['--address', 'http://h:1/x y', '--new'], says: /^--address has characters/ },
    { args: ['--address', 'http://u:a$b@h:1/x', '--new'], says: /^--address has characters/ },
    {
      args: ['--address', 'http://openim:TOKEN@h:1/x', '--new'],
      says: '--address still contains TOKEN. Replace it with your token.',
    },
    {
      args: ['--address', 'http://openim:t@HOST:1/x', '--new'],
      says: /^--address still contains HOST, ID or REGION\./,
    },
    {
      args: ['--address', 'https://openim:t@ID.execute-api.REGION.amazonaws.com/prod', '--new'],
      says: /^--address still contains HOST, ID or REGION\./,
    },
    { args: ['--url', 'x'], says: /^Unknown option --url\./ },
    {
      args: ['--address'],
      says: '--address needs a value. Use --address URL, or --address=URL for a value that starts with a hyphen.',
    },
    { args: [...to, '--file', ''], says: "--file needs a name. Use OpenIM's config/webhooks.yml." },
    { args: [...to, '--new', 'x'], says: 'The argument x is not expected. Leave it out, or see --help.' },
  ])('$args', async ({ args, says }) => {
    const { code, stdout, stderr } = await runHere(['webhooks', ...args]);
    expect({ code, stdout, sentence: stderr.trim() }).toEqual({
      code: 2,
      stdout: '',
      sentence: typeof says === 'string' ? says : expect.stringMatching(says),
    });
    expect(stderr.trim()).not.toContain('\n');
  });

  it('a file that is not UTF-8, and a directory that takes no file', async () => {
    const { directory, file } = await fileWith(before);
    await writeFile(file, Buffer.from([0xff, 0xfe, 0x75, 0x00]));
    expect((await runHere(['webhooks', ...to, '--file', file])).stderr).toMatch(/ is not UTF-8\. /);

    await writeFile(file, before);
    await chmod(directory, 0o500);
    const isRoot = process.getuid?.() === 0;
    if (!isRoot)
      expect((await runHere(['webhooks', ...to, '--file', file, '--write'])).stderr).toMatch(
        /\.bak can't be written: permission denied\. Check the permissions of its directory\.\n$/,
      );
    await chmod(directory, 0o700);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it.each([
    { what: 'file', make: (path: string) => writeFile(path, 'the original') },
    { what: 'directory', make: (path: string) => mkdir(path) },
  ])('a $what with the name of the old file, which may be the only copy', async ({ make }) => {
    const { file } = await fileWith(before);
    await make(`${file}.bak`);
    expect(await runHere(['webhooks', ...to, '--file', file, '--write'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${file} was not changed, because ${file}.bak exists already. Move ${file}.bak away first.\n`,
    });
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});
