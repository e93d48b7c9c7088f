import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { put } from '../../../../functions/audit/put.ts';
import type { Outcome } from '../../../../functions/record/outcome.ts';
import { recordOf } from '../../../../functions/record/record.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { auditTable } from '../../../support/table.ts';

const KICK = 'callbackAfterKickGroupCommand';
const MEMBER_INFO = 'callbackBeforeSetGroupMemberInfoCommand';

const table = await auditTable(afterAll);
const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };

interface Given {
  at?: string;
  command?: string;
  outcome?: Outcome;
  user: string;
  group?: string;
  name?: string;
  rules?: string[];
  isTest?: boolean;
}

async function given({ at = new Date().toISOString(), command = KICK, outcome = 'recorded', ...rest }: Given) {
  const { user, group = 'g77', name = '', rules, isTest = false } = rest;
  const event = { groupID: group, userID: user, nickName: name };
  const received = {
    requestID: user,
    receivedAt: at,
    sourceIP: '192.0.2.7',
    command,
    isTest,
    body: Buffer.from(JSON.stringify(event)),
  };
  const fired = rules?.map((id) => ({ id, field: 'nickName', action: 'refuse' as const, why: 'a term' }));
  const record = recordOf(received, {
    outcome,
    groupID: group,
    userID: user,
    role: 'member',
    operationID: 'op',
    event,
    ...(fired && { decision: { verdict: 'refuse', rules: fired } }),
  });
  await put(table, record, new AbortController().signal);
}

await given({ user: 'u1', name: 'buy spam' });
await given({ user: 'u2', command: MEMBER_INFO, outcome: 'allowed', name: 'spam' });
await given({ user: 'u3', command: MEMBER_INFO, outcome: 'refused', name: 'admin', rules: ['staff-names'] });
await given({ user: 'u4', group: 'other group', name: '=1+1' });
await given({ user: 'tester', isTest: true });
await given({ user: 'u5', at: '2026-03-04T20:30:00.000Z' });

/** Users of the rows of a table, newest first. */
async function usersOf(...words: string[]) {
  const { code, stdout } = await runHere(['audit', ...words], env);
  expect(code).toBe(0);
  return [...stdout.matchAll(/ (u\d) /g)].map(([, user]) => user).toSorted();
}

it.each([
  { words: ['kick'], users: ['u1', 'u4'] },
  { words: ['kick memberInfo -outcome:allowed'], users: ['u1', 'u3', 'u4'] },
  { words: ['-kick', '-outcome:allowed', '--limit', '9'], users: ['u3'] },
  { words: ['group:g77', 'spam'], users: ['u1', 'u2'] },
  { words: ['group:"other group"'], users: ['u4'] },
  { words: ['kick', 'group:other group'], users: ['u4'] },
  { words: ['--group', 'g77', 'user:u1', '--user', 'u2'], users: ['u1', 'u2'] },
  { words: ['rule:staff'], users: ['u3'] },
  { words: ['operation:op', 'user:u3', 'group:g77'], users: ['u3'] },
  { words: ['day:2026-03-04'], users: ['u5'] },
])('finds $users with $words', async ({ words, users }) => {
  expect(await usersOf(...words)).toEqual(users);
});

it('shows tests of the doctor only when asked to, and nothing else then', async () => {
  const all = await runHere(['audit', '--json', '--limit', '9'], env);
  const tests = await runHere(['audit', '--tests', 'kick', '--json'], env);
  const none = await runHere(['audit', '--tests', 'memberInfo'], env);

  expect(all.stdout).not.toContain('"test":true');
  expect(tests.stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(tests.stdout)).toMatchObject({ test: true, event: { userID: 'tester' } });
  expect(none.stdout).toContain('Nothing is recorded');
});

it('says that it searches today alone, what it read, and that nothing is there', async () => {
  const { stdout, stderr } = await runHere(['audit', 'rule:none', '--utc'], env);
  const today = new Date().toISOString().slice(0, 10);

  expect(stdout).toBe(`Nothing is recorded for rule:none today, ${today} (UTC), in ${table.endpoint}.\n`);
  expect(stderr).toMatch(
    /^Only today is searched, \S+ \(UTC\)\. .+\nRead \d+ rows of the index byDay with [\d.]+ read units? in \d+ requests\.\n$/,
  );
});

it('repeats a query without what a terminal obeys', async () => {
  const { stdout } = await runHere(['audit', 'group:\u001b]0;title\u0007g\u202e'], env);

  expect(stdout).toBe(`Nothing is recorded for group:g\uFFFD in ${table.endpoint}.\n`);
});

it('reads and shows the times of the zone of its terminal', async () => {
  const local = await runHere(['audit', 'day:2026-03-05'], { ...env, TZ: 'Asia/Shanghai' });
  const utc = await runHere(['audit', 'day:2026-03-04', '--utc'], { ...env, TZ: 'Asia/Shanghai' });

  expect(local.stdout).toMatch(/^TIME \(Asia\/Shanghai\) +CALLBACK .*\n2026-03-05 04:30:00\.000 {2}/);
  expect(utc.stdout).toMatch(/^TIME \(UTC\) +CALLBACK .*\n2026-03-04 20:30:00\.000 {2}/);
});

it('writes whole records for programs', async () => {
  const json = await runHere(['audit', 'user:u4', '--json'], env);
  const csv = await runHere(['audit', 'user:u4', '--csv'], env);
  const events = await runHere(['audit', 'user:u4', '--cloudevents'], env);

  const record = JSON.parse(json.stdout);
  expect(record).toMatchObject({ userID: 'u4', body: expect.stringContaining('=1+1'), sourceIP: '192.0.2.7' });
  expect(csv.stdout).toMatch(
    /^receivedAt,command,.+\r\n\S+Z,callbackAfterKickGroupCommand,other group,u4,member,op,recorded,.+\r\n$/,
  );
  expect(JSON.parse(events.stdout)).toMatchObject({ id: record.eventID, data: record });
});

it('ends at a cost, and goes on from there', async () => {
  const first = await runHere(['audit', 'group:g77', 'rule:staff', '--max-read-units', '1', '--limit', '1'], env);
  const cursor = /--cursor (\S+)/.exec(first.stderr)?.[1] ?? expect.fail(first.stderr);
  const next = await runHere(['audit', 'group:g77', 'rule:staff', '--cursor', cursor], env);

  expect([first.stdout, next.stdout].join('').match(/ u3 /g)).toHaveLength(1);
});

it('prints the place to go on from at Ctrl-C, and ends with 130', async () => {
  const seen = Promise.withResolvers<void>();
  let requests = 0;
  // Answers the first page of an index, and lets the second wait.
  const item = (n: number) => ({
    eventID: { S: `e${n}` },
    receivedAt: { S: '2026-03-04T05:06:07.089Z' },
    groupID: { S: 'g' },
  });
  const page = { Items: [item(1)], LastEvaluatedKey: item(1), Count: 1, ScannedCount: 1 };
  const server = createServer((_request, response) => {
    requests += 1;
    if (requests > 1) return seen.resolve();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(page));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, [BIN, 'audit', 'group:g', 'kick'], {
    env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });

  await seen.promise;
  child.kill('SIGINT');
  const [code] = await once(child, 'close');

  expect(stderr).toMatch(/\nThe search was interrupted\. Continue with:\n {2}--cursor \S+\n$/);
  expect(code).toBe(130);
});
