import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../infra/cli/usage-error.ts';
import { namesOf } from '../../../infra/settings/names.ts';
import { readEnvironment } from '../../../infra/settings/read-environment.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { sha256 } from '../../support/proxy-event.ts';

const HASH = sha256('token');
const OWN = { webhookTokenHashes: [HASH] };

/** Writes settings files, each by its name, and `cdk.json`. */
async function withFiles(files: Record<string, unknown>, cdk: object = {}): Promise<string> {
  const directory = await emptyDirectory();
  await mkdir(join(directory, 'settings'));
  await writeFile(join(directory, 'cdk.json'), JSON.stringify({ app: 'app', ...cdk }));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
    await writeFile(join(directory, 'settings', `${name}.json`), text);
  }
  return directory;
}

function read(directory: string, context: Record<string, unknown> = {}) {
  return readEnvironment({ directory, context, usage: '-c env=NAME' });
}

/** Returns the sentence about a mistake. */
function mistake(directory: string, context: Record<string, unknown>): string {
  try {
    return read(directory, context).errors.join('\n');
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
}

it('reads the file of an environment, which names its stack', async () => {
  const directory = await withFiles({
    prod: { $schema: '../schema.json', ...OWN, account: '123456789012', region: 'eu-west-1', memory: 512 },
    test: { ...OWN, stageName: 'test' },
  });

  expect(read(directory, { env: 'prod' })).toMatchObject({
    environment: 'prod',
    settings: { name: 'prod', account: '123456789012', region: 'eu-west-1', memory: 512, stageName: 'prod' },
    errors: [],
  });
  expect(read(directory, { env: 'test' }).settings).toMatchObject({ name: 'test', stageName: 'test', memory: 1024 });
});

it('takes a file with a byte order mark', async () => {
  const directory = await withFiles({ prod: `\uFEFF${JSON.stringify(OWN)}` });

  expect(read(directory, { env: 'prod' }).errors).toEqual([]);
});

it('lets -c win over the file, for one call', async () => {
  const directory = await withFiles({ prod: { ...OWN, memory: 512 } });

  expect(read(directory, { env: 'prod', memory: '2048' }).settings).toMatchObject({ name: 'prod', memory: 2048 });
});

it('keeps the stack that has no name for a file that says so', async () => {
  const directory = await withFiles({ prod: { ...OWN, name: '' } });

  expect(namesOf(read(directory, { env: 'prod' }).settings.name).stack).toBe('OpenIMWebhook');
});

it('works without files, with settings in cdk.json or by -c', async () => {
  const directory = await withFiles({ example: OWN }, { context: { memory: 512 } });

  expect(read(directory, { memory: 512, webhookTokenHashes: HASH })).toMatchObject({
    environment: undefined,
    settings: { name: '', memory: 512 },
    errors: [],
  });
});

const OTHERS = { prod: OWN, test: OWN };

describe('says in a sentence what is wrong with a file', () => {
  it.each([
    {
      why: 'not JSON',
      prod: '{\n  "memory": 512,\n  memory\n}',
      says: /^settings\/prod\.json is not valid JSON: .*line 3/,
    },
    {
      why: 'a bad word',
      prod: '{\n  "memory": hundred\n}',
      says: /is not valid JSON: "h" is unexpected in line 2\. Correct/,
    },
    { why: 'cut off', prod: '{"memory": 512', says: /^settings\/prod\.json is not valid JSON.*Correct it first\.$/ },
    { why: 'empty', prod: ' \n', says: /^settings\/prod\.json is empty\. Write settings into it/ },
    {
      why: 'not text',
      prod: new Uint8Array([0x7b, 0xff, 0x7d]),
      says: /^settings\/prod\.json is not UTF-8 text\. Save/,
    },
    { why: 'a list', prod: [OWN], says: /^settings\/prod\.json must hold one JSON object\./ },
    { why: 'null', prod: 'null', says: /^settings\/prod\.json must hold one JSON object\./ },
    {
      why: 'a key twice',
      prod: `{"webhookTokenHashes": "${HASH}",\n"memory": 512,\n"memory": 1024}`,
      says: 'settings/prod.json, line 3, has memory a second time. Keep one of the two.',
    },
    {
      why: 'an unknown key',
      prod: { ...OWN, memmory: 512 },
      says: 'settings/prod.json: Unknown setting memmory. Use memory.',
    },
    {
      why: 'a wrong type',
      prod: { ...OWN, memory: true },
      says: 'settings/prod.json: memory must be a whole number from 128 to 10240.',
    },
    {
      why: 'a null that is no default',
      prod: { ...OWN, otherCallbacks: null },
      says: 'settings/prod.json: otherCallbacks must be true or false.',
    },
    {
      why: 'the placeholder of the example',
      prod: { webhookTokenHashes: ['HASH'] },
      says: /^settings\/prod\.json: webhookTokenHashes must be lower-case hexadecimal SHA-256/,
    },
    {
      why: 'another name',
      prod: { ...OWN, name: 'test' },
      says: 'settings/prod.json: name is not the name of the file. Leave it out, or rename the file to test.json.',
    },
    {
      why: 'a number as account',
      prod: { ...OWN, account: 123456789012 },
      says: 'settings/prod.json: account must be the 12 digits of an AWS account, in quotes.',
    },
    {
      why: 'a wrong region',
      prod: { ...OWN, region: 'eu' },
      says: 'settings/prod.json: region must be the name of a region such as eu-west-1.',
    },
    {
      why: 'a name that a terminal obeys',
      prod: { ...OWN, 'memor\u001by': 512 },
      says: 'settings/prod.json: Unknown setting "memor\\u001by". Use memory.',
    },
    {
      why: 'the name of another file, which a terminal obeys',
      prod: { ...OWN, name: 'te\nst' },
      says: 'settings/prod.json: name is not the name of the file. Leave it out, or rename the file to "te\\nst".json.',
    },
  ])('$why', async ({ prod, says }) => {
    const sentence = mistake(await withFiles({ prod }), { env: 'prod' });
    if (typeof says === 'string') expect(sentence).toBe(says);
    else expect(sentence).toMatch(says);
    expect(sentence).not.toContain('\n');
  });

  it('a directory', async () => {
    const directory = await withFiles({});
    await mkdir(join(directory, 'settings/prod.json'));

    expect(mistake(directory, { env: 'prod' })).toBe(
      'settings/prod.json is a directory. Make it a file with the settings.',
    );
  });

  it('a second file for the stack that has no name', async () => {
    const directory = await withFiles({ prod: { ...OWN, name: '' }, test: { ...OWN, name: '' } });

    expect(mistake(directory, { env: 'prod' })).toMatch(
      /^settings\/prod\.json and settings\/test\.json both have "name": ""/,
    );
  });

  it('settings in cdk.json, which every environment would get', async () => {
    const directory = await withFiles(OTHERS, { context: { memory: 512 } });

    expect(mistake(directory, { env: 'prod', memory: 512 })).toBe(
      'cdk.json has settings for every environment: memory. Move them to settings/prod.json.',
    );
  });
});

describe('touches no stack when the environment is not sure', () => {
  it.each([
    {
      why: 'forgotten',
      context: { webhookTokenHashes: HASH },
      says: 'settings/ has the settings of prod and test. Name the environment with -c env=NAME.',
    },
    { why: 'empty', context: { env: '' }, says: /^settings\/ has the settings of prod and test\./ },
    {
      why: 'misspelt',
      context: { env: 'prdo' },
      says: 'settings/prdo.json does not exist. Use prod, or copy settings/example.json to it.',
    },
    {
      why: 'unknown',
      context: { env: 'staging' },
      says: 'settings/staging.json does not exist. Use prod and test, or copy settings/example.json to it.',
    },
    { why: 'no name', context: { env: '../prod' }, says: /^env must be 1 to 24 lower-case letters/ },
    {
      why: 'the example',
      context: { env: 'example' },
      says: 'settings/example.json is only an example. Copy it to a file with another name.',
    },
    {
      why: 'given twice',
      context: { env: 'prod', name: 'test' },
      says: 'name cannot be set for one call, because it says which stack is meant. Write it into settings/prod.json.',
    },
  ])('$why', async ({ context, says }) => {
    const directory = await withFiles(OTHERS);
    expect(() => read(directory, context)).toThrow(says);
  });

  it('because the name is not valid', async () => {
    expect(() => read('/nowhere', { webhookTokenHashes: HASH, name: 'Prod' })).toThrow(/^name must be/);
  });
});

describe('says in a sentence what is wrong beside the files', () => {
  it.each([
    { cdk: '{"context":', says: 'cdk.json is not valid JSON: it ends too early. Correct it first.' },
    { cdk: 'null', says: 'cdk.json must hold one JSON object. Restore it from the project.' },
    { cdk: '[]', says: 'cdk.json must hold one JSON object. Restore it from the project.' },
  ])('with $cdk in cdk.json', async ({ cdk, says }) => {
    const directory = await withFiles({ prod: OWN });
    await writeFile(join(directory, 'cdk.json'), cdk);

    expect(mistake(directory, { env: 'prod' })).toBe(says);
  });

  it('with a file in the place of the directory', async () => {
    const directory = await emptyDirectory();
    await writeFile(join(directory, 'settings'), '');

    expect(mistake(directory, { env: 'prod' })).toBe(
      "settings can't be read: a part of its path is not a directory. Make it a directory of settings files.",
    );
  });
});
