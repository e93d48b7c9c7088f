import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordOf } from '../../../../functions/record/record.ts';
import { BIN } from '../../../support/commands.ts';
import { emptyDirectory, run } from '../../../support/processes.ts';
import { tableInThread } from '../../../support/table-in-thread.ts';
import { writeRecords } from '../../../support/write-records.ts';

/** 100,000 were measured for `docs/load.md`. */
const RECORDS = Number(process.env.RECORDS ?? 30_000);
const CONNECTIONS = 4;

/** Enough for the program, and not for all records beside it. */
const MAX_HEAP_MB = 96;

/** Bodies that are not UTF-8, that nearly fill an item, and that have characters a terminal obeys. */
const NOT_UTF8_EVERY = 50;
const LARGE_EVERY = 500;
const LARGE_LENGTH = 100 * 1_024;

const COMMANDS = ['callbackAfterJoinGroupCommand', 'callbackAfterKickGroupCommand', 'callbackDisMissGroupCommand'];

const startMs = Date.parse('2026-03-04T20:00:00.000Z');

function sentAt(index: number) {
  const text = `{"groupID":"g","seq":${9_007_199_254_740_993n + BigInt(index)},"text":"小明 \\u001b\u2028\u0085","n":${index}}\n`;
  const filler = index % LARGE_EVERY === 0 ? '小'.repeat(LARGE_LENGTH / 3) : '';
  const end = index % NOT_UTF8_EVERY === 1 ? Buffer.from([0xff, 0x00, 0xfe]) : Buffer.from(filler);
  return {
    wireName: COMMANDS[index % COMMANDS.length] ?? '',
    operationID: `op-${index % 1_000}-é`,
    body: Buffer.concat([Buffer.from(text), end]),
  };
}

function recordAt(index: number) {
  const { wireName, operationID, body } = sentAt(index);
  const command = wireName.replace('callbackDisMiss', 'callbackAfterDisMiss');
  const receivedAt = new Date(startMs + index * 100).toISOString().replace('Z', '000Z');
  const received = { requestID: `r${index}`, receivedAt, sourceIP: '192.0.2.7', command, sentAs: wireName, body };
  return recordOf(received, { outcome: 'recorded', groupID: 'g', operationID });
}

/** Order-independent fingerprint of what was sent: how often each path, operation ID and body came. */
class Fingerprints {
  readonly #counts = new Map<string, number>();
  total = 0;

  add(wireName: string, operationID: string, body: Buffer): void {
    const hash = createHash('sha256')
      .update(JSON.stringify([wireName, operationID]))
      .update(body)
      .digest('base64');
    this.#counts.set(hash, (this.#counts.get(hash) ?? 0) + 1);
    this.total += 1;
  }

  /** Returns how many of the others are missing here, or came another number of times. */
  differences(others: Fingerprints): number {
    const all = new Set([...this.#counts.keys(), ...others.#counts.keys()]);
    return [...all].filter((hash) => this.#counts.get(hash) !== others.#counts.get(hash)).length;
  }
}

it('exports and replays many records byte for byte', async () => {
  const table = await tableInThread();
  const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
  const recorded = new Fingerprints();
  for (let index = 0; index < RECORDS; index += 1) {
    const { wireName, operationID, body } = sentAt(index);
    recorded.add(wireName, operationID, body);
  }
  await writeRecords(table, RECORDS, recordAt);
  const received = { table: new Fingerprints(), file: new Fingerprints() };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request));
    const [, source = '', wireName = ''] = request.url?.split('/') ?? [];
    const operationID = Buffer.from(String(request.headers.operationid), 'latin1').toString();
    received[source as keyof typeof received].add(wireName, operationID, body);
    response.end('{"actionCode":0,"nextCode":0}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const file = join(await emptyDirectory(), 'all.gz');
  const times = ['--since', '2026-03-04', '--until', '2026-03-06'];
  const fast = ['--rate', '0', '--connections', String(CONNECTIONS)];
  const audit = async (...argv: string[]) => {
    const startedAt = performance.now();
    const result = await run(BIN, ['audit', ...argv], { ...env, NODE_OPTIONS: `--max-old-space-size=${MAX_HEAP_MB}` });
    return { ...result, seconds: ((performance.now() - startedAt) / 1_000).toFixed(1) };
  };

  const fromTable = await audit('replay', ...times, ...fast, '--to', `http://127.0.0.1:${port}/table`);
  const exported = await audit('export', ...times, '--out', file);
  const fromFile = await audit('replay', '--from', file, ...fast, '--to', `http://127.0.0.1:${port}/file`);

  const all = RECORDS.toLocaleString('en-US');
  const sent = `${all} callbacks sent: ${all} accepted, 0 refused, 0 failed.\n`;
  expect([fromTable, fromFile].map(({ code, stdout }) => ({ code, stdout }))).toEqual([
    { code: 0, stdout: sent },
    { code: 0, stdout: sent },
  ]);
  expect(exported.stdout.startsWith(`${all} records from `)).toBe(true);
  for (const { total, ...got } of [received.table, received.file].map((prints) => ({
    total: prints.total,
    differences: prints.differences(recorded),
  })))
    expect({ total, ...got }).toEqual({ total: RECORDS, differences: 0 });
  console.info(
    `Replayed from the table in ${fromTable.seconds} s, exported in ${exported.seconds} s, replayed from the file in ${fromFile.seconds} s.`,
  );
}, 1_800_000);
