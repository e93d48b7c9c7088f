import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { put } from '../../../../functions/audit/put.ts';
import { recordOf } from '../../../../functions/record/record.ts';
import { run } from '../../../../infra/operator/commands.ts';
import { runHere } from '../../../support/commands.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { TOKEN } from '../../../support/proxy-event.ts';
import { serve } from '../../../support/serve.ts';
import { auditTable, everyItem } from '../../../support/table.ts';

const KICK = 'callbackAfterKickGroupCommand';
const JOIN = 'callbackAfterJoinGroupCommand';

const DAY = ['--since', '2026-03-04', '--until', '2026-03-05'];

const table = await auditTable(afterAll);
const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
const audit = (...argv: string[]) => runHere(['audit', ...argv], env);

interface Given {
  readonly body: string | Buffer;
  readonly command?: string;
  readonly sentAs?: string;
  readonly operationID?: string;
  readonly redacted?: readonly string[];
}

const BODIES: readonly Given[] = [
  { body: '{"groupID":"g","n":9007199254740993 }\n', command: KICK, operationID: 'op-é' },
  { body: Buffer.from([0x7b, 0xff, 0x00, 0x7d]), command: JOIN, operationID: 'op-2' },
  { body: '{"content":"*"}', command: 'callbackBeforeSendGroupMsgCommand', redacted: ['content'] },
  { body: '', command: 'callbackAfterDisMissGroupCommand', redacted: ['body'] },
  { body: '{"b":"\\u003c"}', command: 'callbackAfterDisMissGroupCommand', sentAs: 'callbackDisMissGroupCommand' },
  { body: '{"groupID":"g","n":9007199254740993 }\n', command: KICK, operationID: 'op-é' },
];

const startMs = Date.parse('2026-03-04T05:00:00.000Z');
for (const [index, { body, command = JOIN, ...rest }] of BODIES.entries()) {
  const receivedAt = new Date(startMs + index).toISOString().replace('Z', '000Z');
  const received = {
    requestID: `r${index}`,
    receivedAt,
    sourceIP: '192.0.2.7',
    command,
    body: Buffer.from(body),
    ...rest,
  };
  await put(table, recordOf(received, { outcome: 'recorded' }), new AbortController().signal);
}

const SENT = [
  { path: `/in/${KICK}`, operation: 'op-é', body: BODIES[0]?.body },
  { path: `/in/${JOIN}`, operation: 'op-2', body: BODIES[1]?.body },
  { path: '/in/callbackDisMissGroupCommand', operation: undefined, body: BODIES[4]?.body },
  { path: `/in/${KICK}`, operation: 'op-é', body: BODIES[0]?.body },
].map((sent) => ({ ...sent, body: Buffer.from(sent.body ?? '').toString('hex') }));

type Got = (typeof SENT)[number] & { readonly mark: unknown; readonly authorization: string | undefined };

/** A receiver that keeps what comes, and answers as told. */
async function receiver(answer: (response: ServerResponse, count: number) => void = accept) {
  const got: Got[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString('hex');
    const { operationid, authorization, 'x-openim-webhook-replay': mark } = request.headers;
    const operation = operationid === undefined ? undefined : Buffer.from(String(operationid), 'latin1').toString();
    got.push({ path: request.url ?? '', operation, body, mark, authorization });
    answer(response, got.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { got, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function accept(response: ServerResponse): void {
  response.end('{"actionCode":0,"nextCode":0}');
}

const sentIn = (got: readonly Got[]) => got.map(({ path, operation, body }) => ({ path, operation, body }));

describe('npm run audit -- replay', () => {
  it('sends recorded bodies byte for byte, in order, by the names under which they came, with a mark', async () => {
    const { got, host } = await receiver();

    const result = await audit(
      'replay',
      '--since',
      '2026-03-04T04:00Z',
      '--rate',
      '0',
      '--to',
      `http://openim:s%C3%A9cret@${host}/in`,
    );

    expect(result).toEqual({
      code: 0,
      stdout:
        '4 callbacks sent: 4 accepted, 0 refused, 0 failed. Left out: 2, because of redacted or missing bodies.\n',
      stderr: '',
    });
    expect(sentIn(got)).toEqual(SENT);
    expect(got.map(({ mark }) => mark)).toEqual(
      SENT.map((_, index) => expect.stringMatching(index < 3 ? /^[0-9a-f]{32}$/ : /^[0-9a-f]{32}#r5$/)),
    );
    expect(new Set(got.map(({ authorization }) => authorization))).toEqual(
      new Set([`Basic ${Buffer.from('openim:sécret').toString('base64')}`]),
    );
  });

  it('sends the same from an exported file, and goes on after the records that were handled', async () => {
    const { got, host } = await receiver();
    const file = join(await emptyDirectory(), 'a.gz');
    await audit('export', ...DAY, '--out', file);

    const replay = ['replay', '--from', file, '--rate', '0', '--to', `http://${host}/in`];
    expect((await audit(...replay)).code).toBe(0);
    expect(sentIn(got.splice(0))).toEqual(SENT);
    expect((await audit(...replay, '--skip', '1')).code).toBe(0);

    expect(sentIn(got)).toEqual(SENT.slice(1));
  });

  it('counts refusals and failures, and stops after ten failures in a row with the place to go on', async () => {
    const failing = await receiver((response) => response.writeHead(503).end('{"nextCode":0}'));
    const mixed = await receiver((response, count) =>
      count === 1 ? response.end('{"nextCode":1}') : count === 2 ? response.writeHead(500).end() : accept(response),
    );
    const replay = (host: string, ...more: string[]) =>
      audit('replay', ...DAY, '--rate', '0', '--to', `http://${host}/in`, ...more);

    expect(await replay(mixed.host)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('4 callbacks sent: 2 accepted, 1 refused, 1 failed.'),
    });
    const file = await exportOfMany();
    const { code, stdout, stderr } = await audit(
      'replay',
      '--from',
      file,
      '--rate',
      '0',
      '--skip',
      '3',
      '--to',
      `http://:token@${failing.host}/in`,
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '10 callbacks sent: 0 accepted, 0 refused, 10 failed.\n',
      stderr:
        'Too many callbacks failed in a row: it answers with the status 503. Correct that. Go on with --skip 3.\n',
    });
  });

  it('says after Ctrl-C how to go on', async () => {
    let press = () => {};
    const { got, host } = await receiver((response, count) => {
      if (count === 2) press();
      accept(response);
    });
    const stderr: string[] = [];
    const to = (lines: string[]) =>
      new Writable({ write: (chunk, _encoding, callback) => callback(void lines.push(String(chunk)) as undefined) });
    const on = (_event: 'SIGINT', listener: () => void) => {
      press = listener;
    };
    const argv = [
      'audit',
      'replay',
      '--since',
      '2026-03-04',
      '--until',
      '2026-03-05',
      '--to',
      `http://${host}/in`,
      '--rate',
      '1000/s',
    ];
    const io = { env: { TZ: 'UTC', ...env }, stdin: Readable.from([]), stdout: to([]), stderr: to(stderr), on };

    expect(await run(argv, io)).toBe(130);

    expect(got).toHaveLength(2);
    expect(stderr.join('')).toBe(
      'The replay was interrupted. Go on with --since 2026-03-04T00:00:00.000Z --until 2026-03-05T00:00:00.000Z and --skip 2.\n',
    );
  });

  it('is recorded by a receiver as a replay, with the same body, operation and event', async () => {
    const { table: replayed, url } = await serve();

    const { code, stdout } = await audit(
      'replay',
      ...DAY,
      '--rate',
      '0',
      '--to',
      `${url.replace('//', `//openim:${TOKEN}@`)}/callbackExample`,
    );

    // None of them has a callbackCommand, so that each is recorded as malformed.
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('4 callbacks sent: 0 accepted, 4 refused, 0 failed.'),
    });
    const kept = ({ command, sentAs, operationID, body, bodyBytes }: Record<string, unknown>) => ({
      command,
      sentAs,
      operationID,
      body,
      bodyBytes: bodyBytes instanceof Uint8Array ? Buffer.from(bodyBytes).toString('hex') : undefined,
    });
    const byOrder = (items: Record<string, unknown>[]) =>
      items.toSorted((a, b) => (String(a.receivedAt) < String(b.receivedAt) ? -1 : 1));
    const before = byOrder((await everyItem(table)).filter(({ redacted }) => redacted === undefined));
    const after = byOrder(await everyItem(replayed));
    expect(after.map(kept)).toEqual(before.map(kept));
    expect(after.map(({ replayOf }) => replayOf)).toEqual(before.map(({ eventID }) => eventID));
  });

  it('only counts with --dry-run', async () => {
    const { got, host } = await receiver();

    const { code, stdout } = await audit('replay', ...DAY, '--to', `http://${host}/in`, '--dry-run');

    expect(code).toBe(0);
    expect(stdout).toBe(
      '4 callbacks would be sent. Left out: 2, because of redacted or missing bodies.\n  AfterJoinGroup  1\n  AfterKickGroup  2\n  DisMissGroup  1\n',
    );
    expect(got).toEqual([]);
  });

  it.each([
    {
      to: 'ftp://receiver/in',
      says: '--to is not an HTTP address. Use an address such as http://127.0.0.1:10006/callbackExample.',
    },
    { to: `${table.endpoint}/in`, says: '--to is the address of the database. Give that of a receiver.' },
    {
      to: 'https://dynamodb.eu-west-1.amazonaws.com/in',
      says: '--to is an address of DynamoDB. Give that of a receiver.',
    },
    {
      to: `http://127.0.0.1:1/${KICK}`,
      says: '--to ends with the name of a callback. Give the address before it, as OpenIM has it.',
    },
    { to: 'https://openim:TOKEN@h/in', says: '--to still contains TOKEN. Replace it with your token.' },
  ])('rejects the target $to', async ({ to, says }) => {
    expect(await audit('replay', ...DAY, '--to', to)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${says}\n`,
    });
  });

  it('rejects a file that is not an export, and records that are missing', async () => {
    const to = ['--to', 'http://127.0.0.1:1/in'];
    expect((await audit('replay', '--from', 'package.json', ...to)).stderr).toContain(
      'package.json is not an export. Use a file that npm run audit -- export wrote.\n',
    );
    expect((await audit('replay', ...to)).stderr).toContain(
      'The records to send are missing. Add --since TIME, or --from FILE',
    );
    expect((await audit('replay', '--from', 'a', '--group', 'g', ...to)).stderr).toContain(
      '--from sends all records of its file.',
    );
  });
});

async function exportOfMany(): Promise<string> {
  const other = await auditTable();
  for (let index = 0; index < 20; index += 1) {
    const received = {
      requestID: `r${index}`,
      receivedAt: new Date(startMs + index).toISOString(),
      sourceIP: '',
      command: JOIN,
      body: Buffer.from(`{"n":${index}}`),
    };
    await put(other, recordOf(received, { outcome: 'recorded' }), new AbortController().signal);
  }
  const file = join(await emptyDirectory(), 'many.gz');
  await runHere(['audit', 'export', ...DAY, '--out', file], {
    AWS_ENDPOINT_URL_DYNAMODB: other.endpoint,
  });
  return file;
}
