import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryOf, furtherPeopleOf } from '../../../../functions/audit/person-entries.ts';
import { put } from '../../../../functions/audit/put.ts';
import { chunksOf } from '../../../../functions/audit/transport.ts';
import { recordOf } from '../../../../functions/record/record.ts';
import { createPolicyTable } from '../../../../infra/local/table-definitions.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { emptyData, emptyDirectory, run, runUntilRead } from '../../../support/processes.ts';
import { isRecord } from '../../../support/stream.ts';
import { auditTable, everyItem } from '../../../support/table.ts';

function record(fields: { event?: Record<string, unknown>; groupID?: string; body?: Buffer; reason?: string }) {
  const received = {
    requestID: 'r',
    receivedAt: '2026-03-04T05:06:07.089Z',
    sourceIP: '192.0.2.7',
    command: 'callbackAfterJoinGroupCommand',
    body: fields.body ?? Buffer.from('{}'),
  };
  return recordOf(received, { outcome: 'recorded', groupID: 'g-1', userID: 'u-1', ...fields });
}

it('looks in any DynamoDB that the SDK is pointed at', async () => {
  const table = await auditTable();
  await put(table, record({ event: { groupID: 'g-1' } }), new AbortController().signal);
  const env = {
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };

  const byGroup = await run(BIN, ['audit', '--group', 'g-1', '--day', '2026-03-04'], env);
  const endpoint = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  const byDay = await runHere(['audit', '--day', '2026-03-04', '--limit', '2'], endpoint);
  const otherDay = await runHere(['audit', '--day', '2026-03-05', '--utc'], endpoint);

  expect(byGroup.stdout).toContain('AfterJoinGroup');
  expect(byDay.stdout).toBe(byGroup.stdout);
  expect(otherDay.stdout).toBe(`Nothing is recorded for day:2026-03-05 in ${table.endpoint}.\n`);
});

function needsValue(option: string, value: string): string {
  return `${option} needs a value. Use ${option} ${value}, or ${option}=${value} for a value that starts with a hyphen.\n`;
}

describe('tells a person what is wrong', () => {
  it.each([
    { args: ['--since', '2h', 'since:1h'], says: 'since: is given twice. Give only one of them.\n' },
    { args: ['role:boss'], says: expect.stringMatching(/^boss is not a valid role\. Use one of joined, .+\.\n$/) },
    { args: ['kick "spam'], says: 'A quote has no end. Add " after the value.\n' },
    { args: ['since:1h', 'until:2h'], says: expect.stringMatching(/^The times leave nothing to search\. /) },
    { args: ['--json', '--csv'], says: '--json and --csv exclude each other. Give only one of them.\n' },
    { args: ['-h'], says: 'Unknown option -h. See --help.\n' },
    { args: ['--limit', '0'], says: '--limit must be a whole number of at least 1.\n' },
    { args: ['--limit', 'all'], says: '--limit must be a whole number of at least 1.\n' },
    { args: ['--day', 'tomorrow'], says: '--day must be today, yesterday or a day in the form YYYY-MM-DD.\n' },
    { args: ['--day', '2026-02-30'], says: '--day must be today, yesterday or a day in the form YYYY-MM-DD.\n' },
    { args: ['--group', ''], says: '--group needs an ID.\n' },
    { args: ['--group'], says: needsValue('--group', 'ID') },
    { args: ['--group', '--json'], says: needsValue('--group', 'ID') },
    { args: ['--limit', '-3'], says: needsValue('--limit', 'N') },
    { args: ['--limit=-3'], says: '--limit must be a whole number of at least 1.\n' },
    { args: ['--region', 'eu-west-1'], says: '--region works only with --table. Add --table NAME.\n' },
    { args: ['--table', ''], says: '--table needs a name.\n' },
    { args: ['restore'], says: 'Wrong number of arguments. Use: npm run audit -- restore FILE\n' },
    { args: ['--groups', 'a'], says: 'Unknown option --groups. Use --group, or see --help.\n' },
  ])('$args', async ({ args, says }) => {
    const { code, stderr } = await runHere(['audit', ...args], { DATA_DIR: await emptyDirectory() });

    expect({ code, stderr }).toEqual({ code: 2, stderr: says });
  });
});

it('says what is wrong with a file to restore', async () => {
  const env = { AWS_ENDPOINT_URL_DYNAMODB: (await auditTable()).endpoint };
  for (const { args, says } of [
    {
      args: ['restore', 'README.md'],
      says: 'README.md has no records to restore. Use a log that the functions wrote.\n',
    },
    {
      args: ['restore', 'nowhere.log'],
      says: "nowhere.log can't be read: the file does not exist. Use a log that the functions wrote.\n",
    },
    {
      args: ['restore', 'infra'],
      says: "infra can't be read: it is a directory. Use a log that the functions wrote.\n",
    },
  ])
    expect(await runHere(['audit', ...args], env)).toEqual({ code: 2, stdout: '', stderr: says });
});

it('explains itself', async () => {
  expect((await runHere(['audit', '--help'])).stdout).toMatch(
    /^Usage: npm run audit -- \[QUERY\] \[options\] \[COMMAND\]\n[\s\S]* --group ID /,
  );
});

it.each([
  { argv: ['audit'] },
  { argv: ['audit', 'restore', 'README.md'] },
  { argv: ['policy', 'show'] },
  { argv: ['policy', 'set', 'infra/operator/policy/policy.sample.json'] },
])('makes nothing where there is no data: $argv', async ({ argv }) => {
  const directory = await emptyDirectory();
  const mistyped = join(directory, 'mistyped');
  const says = (path: string) =>
    `No data was found in ${path}. Set DATA_DIR to the directory that npm start shows, or run npm start first.\n`;

  expect(await runHere(argv, { DATA_DIR: mistyped })).toEqual({ code: 2, stdout: '', stderr: says(mistyped) });
  expect(await runHere(argv, { DATA_DIR: directory })).toEqual({ code: 2, stdout: '', stderr: says(directory) });
  expect(await readdir(directory)).toEqual([]);
});

it('makes no table in the data of another name', async () => {
  const env = { DATA_DIR: await emptyData(), AUDIT_TABLE_NAME: 'openim-odit' };
  const says = `The table openim-odit or openim-policy does not exist in ${env.DATA_DIR}. Check AUDIT_TABLE_NAME and POLICY_TABLE_NAME.\n`;

  for (let again = 0; again < 2; again += 1) {
    expect(await runHere(['audit', '--group', 'g'], env)).toEqual({ code: 2, stdout: '', stderr: says });
  }
});

it('says that there is no such table, and makes none', async () => {
  const table = await auditTable();
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  const { code, stderr } = await runHere(['audit', '--group', 'g'], { ...env, AUDIT_TABLE_NAME: 'openim-odit' });

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^The table openim-odit or /) });
});

it.each([
  { env: { AWS_ENDPOINT_URL_DYNAMODB: 'foo' }, says: 'AWS_ENDPOINT_URL_DYNAMODB is not a valid address' },
  { env: { AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' }, says: 'AWS_ENDPOINT_URL_DYNAMODB is not a valid address' },
  {
    env: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' },
    says: "DynamoDB (http://127.0.0.1:9) can't be reached (ECONNREFUSED). Check AWS_ENDPOINT_URL_DYNAMODB",
  },
  { env: { DATA_DIR: 'README.md' }, says: `No data was found in ${resolve('README.md')}. Set DATA_DIR` },
])('says what is wrong with the surroundings: $env', async ({ env, says }) => {
  const { code, stderr } = await runHere(['audit'], env as Record<string, string>);

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

it.each([
  {
    status: 400,
    body: '{"__type":"com.amazon.coral.service#ExpiredTokenException","message":"expired"}',
    says: /^http:.+ does not accept your credentials \(ExpiredTokenException\): expired\. Check AWS_ACCESS_KEY_ID or AWS_PROFILE\.\n$/,
  },
  {
    status: 400,
    body: '{"__type":"com.amazon.coral.service#AccessDeniedException","message":"not for you"}',
    says: /^Your AWS credentials lack a permission: not for you\. Use other credentials, or grant it\.\n$/,
  },
  {
    status: 400,
    body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"slowly"}',
    says: /^DynamoDB failed: slowly\. Try again later\.\n$/,
  },
  { status: 200, body: '<html>a proxy</html>', says: /^http:.+ is not a DynamoDB\. Check AWS_ENDPOINT_URL_DYNAMODB/ },
])('says what DynamoDB answers: $body', async ({ status, body, says }) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const env = { AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };

  const { code, stderr } = await runHere(['audit', '--group', 'g'], { ...env, AWS_MAX_ATTEMPTS: '1' });

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
});

it('waits for another command that has the data', async () => {
  const env = { DATA_DIR: await emptyData() };

  const finished = await Promise.all(Array.from({ length: 3 }, () => run(BIN, ['audit', '--group', 'g-1'], env)));

  expect(finished.map(({ code }) => code)).toEqual([0, 0, 0]);
});

it('says what was looked for and where, when there is nothing, and that there may be more, when it was cut', async () => {
  const env = { DATA_DIR: await emptyData() };
  const nothing = await runHere(['audit', '--group', 'g-1', '--day', '2026-03-04'], env);
  expect(nothing.stdout).toBe(`Nothing is recorded for group:g-1 day:2026-03-04 in ${env.DATA_DIR}.\n`);

  const table = await auditTable();
  for (const requestID of ['a', 'b']) {
    const one = record({ body: Buffer.from(requestID) });
    await put(table, { ...one, requestID }, new AbortController().signal);
  }
  const endpoint = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  const { stderr } = await runHere(['audit', '--group', 'g-1', '--limit', '1'], endpoint);
  expect(stderr).toMatch(
    /^Read 1 row of the index byGroup with 0\.5 read units in 1 request\.\nThere may be more records\. Continue with:\n {2}--cursor \S+\n$/,
  );
  const cursor = stderr.trim().split(' ').at(-1) as string;
  const json = await runHere(['audit', '--group', 'g-1', '--limit', '1', '--json'], endpoint);
  expect(json.stdout.trim().split('\n')).toHaveLength(1);
  expect(json.stderr).toContain('There may be more records.');
  const rest = await runHere(['audit', '--group', 'g-1', '--limit', '2', '--cursor', cursor], endpoint);
  expect(rest.stdout.trim().split('\n')).toHaveLength(2);
  expect(await runHere(['audit', '--group', 'g-2', '--cursor', cursor], endpoint)).toEqual({
    code: 2,
    stdout: '',
    stderr: '--cursor is not of this search. Use the cursor that the same search printed.\n',
  });
  expect((await runHere(['audit', '--group', 'g-1'], endpoint)).stderr).not.toContain('more');
});

it('shows the role of a further person, and their record as JSON', async () => {
  const table = await auditTable();
  const body = Buffer.from(JSON.stringify({ groupID: 'g-1', kickedUserIDs: ['u-1', 'u-2'] }));
  const whole = {
    ...record({ body, event: { kickedUserIDs: ['u-1', 'u-2'] } }),
    command: 'callbackKillGroupMemberCommand',
  };
  await put(table, whole, new AbortController().signal);
  const [person] = furtherPeopleOf(whole);
  const Item = marshall(entryOf(whole, person ?? { userID: '', roles: [] }));
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  const { stdout } = await runHere(['audit', '--user', 'u-2'], env);
  const json = await runHere(['audit', '--user', 'u-2', '--json'], env);

  expect(stdout).toMatch(/KillGroupMember {2}g-1 +u-2 +recorded {2}as kicked: kickedUserIDs=\["u-1","u-2"\]\n$/);
  expect(JSON.parse(json.stdout)).toEqual(whole);
});

it('says in a sentence that operations have no index', async () => {
  const { client, endpoint } = await auditTable();
  const request = new CreateTableCommand({
    TableName: 'lean',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'eventID', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'eventID', KeyType: 'HASH' }],
  });
  await client.send(request);
  const env = { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AUDIT_TABLE_NAME: 'lean' };

  expect(await runHere(['audit', '--operation', 'op'], env)).toEqual({
    code: 2,
    stdout: '',
    stderr: "The table has no index for operation:. Turn the stack's setting operationIndex on, or search otherwise.\n",
  });
});

it('takes no offence at what stands in a .npmrc', async () => {
  const env = { npm_config_user: '0', npm_config_region: 'eu-west-1', DATA_DIR: await emptyData() };
  expect((await runHere(['audit', '--limit', '1'], env)).code).toBe(0);
});

it.each(['group', 'json'])('says so when npm took --%s', async (option) => {
  const { code, stderr } = await runHere(['audit'], { [`npm_config_${option}`]: 'true' });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `npm took an option for itself. Put -- before the options: npm run audit -- … --${option} …\n`,
  });
});

it.each([
  {
    env: { AUDIT_TABLE_NAME: 'a b' },
    says: 'AUDIT_TABLE_NAME is not a valid table name. Use 3 to 255 letters, digits, dots, hyphens and underscores.\n',
  },
  {
    env: { POLICY_TABLE_NAME: 'x' },
    says: 'POLICY_TABLE_NAME is not a valid table name. Use 3 to 255 letters, digits, dots, hyphens and underscores.\n',
  },
  {
    env: { AUDIT_TABLE_NAME: 'openim-policy' },
    says: 'AUDIT_TABLE_NAME and POLICY_TABLE_NAME are the same. Set one to another name.\n',
  },
])('checks the names of tables as npm start does: $env', async ({ env, says }) => {
  for (const argv of [['audit'], ['policy', 'show']])
    expect(await runHere(argv, env as Record<string, string>)).toEqual({ code: 2, stdout: '', stderr: says });
});

it('says that a table has other keys than expected', async () => {
  const table = await auditTable();
  const { name } = await createPolicyTable(table.client);
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint, AUDIT_TABLE_NAME: name, POLICY_TABLE_NAME: 'openim-audit' };
  expect((await runHere(['audit', '--group', 'g'], env)).stderr).toMatch(
    /^The table \S+ or openim-audit does not have the expected keys \(.+\)\. Check AUDIT_TABLE_NAME and POLICY_TABLE_NAME\.\n$/,
  );
});

it('takes options before its command, too', async () => {
  const { stderr } = await runHere(['audit', '--table', 'a-table', '--region', '', 'restore', 'README.md']);
  expect(stderr).toBe('--region needs a name.\n');
});

it('ends without an error when its reader has seen enough', async () => {
  const table = await auditTable();
  const large = record({ event: { reqMessage: 'x'.repeat(120_000) } });
  for (let request = 0; request < 5; request += 1)
    await put(table, { ...large, requestID: `r-${request}` }, new AbortController().signal);
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  for (const args of [[], ['--json']]) {
    const { code, stderr } = await runUntilRead(BIN, ['audit', '--group', 'g-1', ...args], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^(Read .+\.\n)?$/) });
  }
  // As with `2>&1 | head`.
  const both = await runUntilRead(BIN, ['audit', '--group', 'g-1', '--limit', '3'], env, 'both');
  expect(both.code).toBe(0);
});

it('puts back what the table takes, and says what it does not', async () => {
  const table = await auditTable();
  const folder = await emptyDirectory();
  const good = { ...record({ groupID: 'g-good' }), requestID: 'good' };
  const bad = { ...record({}), eventID: '', requestID: 'bad' };
  await writeFile(join(folder, 'lost.log'), [bad, good].flatMap(chunksOf).join('\n'));
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  const { code, stdout, stderr } = await runHere(['audit', 'restore', join(folder, 'lost.log')], env);

  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '1 record is in the table.\n',
    stderr: 'The records of these requests are not valid: bad. They were not restored.\n',
  });
  expect((await everyItem(table)).filter(isRecord)).toMatchObject([{ groupID: 'g-good' }]);
});

it("puts back nothing that is no record, or another request's, and all that is around it", async () => {
  const table = await auditTable();
  const folder = await emptyDirectory();
  const good = { ...record({ groupID: 'g-good' }), requestID: 'good' };
  const [piece = ''] = chunksOf(good);
  const forged = [
    chunksOf({ requestID: 'forged', eventID: 'e', body: 5 } as never),
    chunksOf({ ...good, requestID: 'inner', outcome: 'refused' }).map((text) => text.replace('inner', 'outer')),
  ].flat();
  const [half = ''] = chunksOf({ ...good, requestID: 'half', body: randomBytes(400_000).toString('base64') });
  await writeFile(join(folder, 'lost.log'), [...forged, piece, piece.slice(0, -20), half].join('\n'));
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

  const { code, stdout, stderr } = await runHere(['audit', 'restore', join(folder, 'lost.log')], env);

  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '1 record is in the table.\n',
    stderr:
      'The file lacks chunks of these requests: half. Add their other log lines.\nThe records of these requests are not valid: forged, outer. They were not restored.\n',
  });
  expect((await everyItem(table)).filter(isRecord)).toMatchObject([{ groupID: 'g-good', outcome: 'recorded' }]);
});
