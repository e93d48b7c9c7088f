import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { constants, gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { put } from '../../../../functions/audit/put.ts';
import { recordOf } from '../../../../functions/record/record.ts';
import { run } from '../../../../infra/operator/commands.ts';
import { BIN, runHere } from '../../../support/commands.ts';
import { startFaultProxy } from '../../../support/fault-proxy.ts';
import { emptyDirectory } from '../../../support/processes.ts';
import { runsEveryRow } from '../../../support/sampled.ts';
import { auditTable } from '../../../support/table.ts';
import { writeRecords } from '../../../support/write-records.ts';

const table = await auditTable(afterAll);
const env = { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint };
const startMs = Date.parse('2026-03-04T23:59:58.000Z');

/** Three of them a millisecond, over midnight. Several have the same time to the digit, as of several processes. */
function recordAt(index: number) {
  const body = `{"groupID":"g-1","seq":9007199254740993,"text":"小明 ${index} \\u0007\u2028"}\n`;
  const digits = ['001Z', '001Z', 'Z'][index % 3];
  const received = {
    requestID: `request-${index}`,
    receivedAt: new Date(startMs + Math.floor(index / 3)).toISOString().replace('Z', String(digits)),
    sourceIP: '192.0.2.7',
    command: 'callbackAfterSetGroupInfoExCommand',
    body: Buffer.from(body),
  };
  return recordOf(received, { outcome: 'recorded', groupID: 'g-1', operationID: `op-${index}`, event: { ex: 'é' } });
}

const COUNT = 4_200;
await writeRecords(table, COUNT, recordAt);
/** Of 100 records each: enough for more than one gzip member, and fewer than all. */
const BATCHES_BEFORE_FAILURE = 25;

const everyID = Array.from({ length: COUNT }, (_, index) => recordAt(index).eventID).sort();
const ALL = ['--utc', '--since', '2026-03-04', '--until', '2026-03-06'];

const audit = (argv: readonly string[], endpoint = table.endpoint) =>
  runHere(['audit', ...argv], { ...env, AWS_ENDPOINT_URL_DYNAMODB: endpoint });

async function recordsIn(file: string) {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

/** Checks a file: each record once, oldest first. Times of one millisecond have the order of their text. */
async function expectEverything(file: string) {
  const records = await recordsIn(file);
  const times = records.map(({ receivedAt }) => receivedAt);
  expect(times).toEqual(times.toSorted());
  expect(records.map(({ eventID }) => eventID).sort()).toEqual(everyID);
  expect(await readdir(join(file, '..'))).toEqual(['a.gz']);
}

describe('npm run audit -- export', () => {
  it('writes all records, oldest first, with exact bodies, for the owner alone', async () => {
    const file = join(await emptyDirectory(), 'a.gz');

    const { code, stdout, stderr } = await audit(['export', ...ALL, '--out', file]);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'The next export goes on with --since 2026-03-06T00:00:00.000Z.\n',
    });
    expect(stdout).toMatch(
      /^4,200 records from 2026-03-04T00:00:00\.000Z until 2026-03-06T00:00:00\.000Z in .*a\.gz, read with [\d,.]+ read units in [\d,]+ requests\.\n$/,
    );
    await expectEverything(file);
    const [first] = await recordsIn(file);
    expect(first.body).toMatch(/^\{"groupID":"g-1","seq":9007199254740993,"text":"小明 [01] \\u0007\u2028"\}\n$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('goes on after Ctrl-C, without a lost or a repeated record', async () => {
    const file = join(await emptyDirectory(), 'a.gz');
    const argv = ['export', ...ALL, '--out', file];
    const codes: number[] = [];
    for (let isDone = false; !isDone; isDone = codes.at(-1) === 0)
      codes.push(await interruptedAfter(1_000, argv, file));

    expect(codes.length).toBeGreaterThan(1);
    expect(codes.slice(0, -1).every((code) => code === 130)).toBe(true);
    await expectEverything(file);
  });

  it('goes on after the database failed, and after a half gzip member', async () => {
    const file = join(await emptyDirectory(), 'a.gz');
    const proxy = await startFaultProxy(table.endpoint);
    const argv = ['export', ...ALL, '--out', file];
    await proxy.break(['BatchGetItem'], 'fails', { after: BATCHES_BEFORE_FAILURE });
    const failed = await audit(argv, proxy.endpoint);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/^Run the same command again to go on\.\nDynamoDB .*\n$/);
    const partly = await recordsIn(`${file}.part`);
    expect(partly.length).toBeGreaterThan(0);
    expect(partly.length).toBeLessThan(COUNT);
    await appendFile(`${file}.part`, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]));
    await proxy.mend();

    const { code, stderr } = await audit(argv, proxy.endpoint);

    expect(code).toBe(0);
    expect(stderr).toContain(`Going on after ${partly.length.toLocaleString('en')} records.\n`);
    await expectEverything(file);
    await proxy.close();
  });

  it('gives a repeat the body of its first record, also when that is older than the export', async () => {
    const other = await auditTable();
    const received = { ...recordAt(0), body: Buffer.from('{"a":1}') };
    const at = (receivedAt: string) =>
      recordOf({ ...received, receivedAt, requestID: receivedAt }, { outcome: 'recorded' });
    const { signal } = new AbortController();
    await put(other, at('2026-03-04T05:01:00.000000Z'), signal);
    await put(other, at('2026-03-04T05:02:00.000000Z'), signal);
    const file = join(await emptyDirectory(), 'a.gz');

    const argv = ['export', '--since', '2026-03-04T05:01:30Z', '--until', '2026-03-05', '--out', file];
    expect((await audit(argv, other.endpoint)).code).toBe(0);

    expect(await recordsIn(file)).toMatchObject([
      { body: '{"a":1}', repeatOf: at('2026-03-04T05:01:00.000000Z').eventID },
    ]);
  });

  it('keeps the same range when it goes on, and takes no record that came meanwhile', async () => {
    const file = join(await emptyDirectory(), 'a.gz');
    const argv = ['export', '--since', '1m', '--out', file, 'group:later'];
    const later = (receivedAt: string) =>
      recordOf(
        { ...recordAt(0), receivedAt, body: Buffer.from('{}') },
        { outcome: 'recorded', groupID: 'later', operationID: receivedAt },
      );
    const { signal } = new AbortController();
    const now = new Date();
    await put(table, later(new Date(now.getTime() - 59_000).toISOString()), signal);
    const state = {
      version: 1,
      query: 'since:1m group:later',
      table: table.name,
      place: table.endpoint,
      zone: 'UTC',
      startedAt: now.toISOString(),
      bytes: 0,
      records: 0,
      readUnits: 0,
      requests: 0,
      written: [],
    };
    await writeFile(`${file}.part.json`, JSON.stringify({ ...state, query: 'group:later since:1m' }));
    await put(table, later(new Date(now.getTime() + 1).toISOString()), signal);

    expect((await audit(argv)).code).toBe(0);

    expect(await recordsIn(file)).toHaveLength(1);
  });

  it('rejects a finished file, another export under its name, and a call without a beginning', async () => {
    const directory = await emptyDirectory();
    const [file, other] = [join(directory, 'a.gz'), join(directory, 'b.gz')];
    await writeFile(file, 'mine');
    // As after a kill between the last two steps of an export.
    await writeFile(`${file}.part.json`, '{}');
    await interruptedAfter(0, ['export', ...ALL, '--out', other], other);

    const sentences = await Promise.all(
      [
        ['export', ...ALL, '--out', file],
        ['export', 'kick', ...ALL, '--out', other],
        ['export', '--out', file],
        ['export', ...ALL],
        ['export', ...ALL, '--out', join(directory, 'none', 'a.gz')],
      ].map(async (argv) => {
        const { code, stderr } = await audit(argv);
        expect(code).toBe(2);
        return stderr.replaceAll(directory, '.');
      }),
    );

    expect(sentences).toEqual([
      './a.gz exists already. Choose another name, or move the file away.\n',
      './b.gz.part is of another export: since:2026-03-04 until:2026-03-06. Run that one again, or delete it and ./b.gz.part.json.\n',
      '--since is missing. Add --since TIME, such as 2h or 7d.\n',
      '--out is missing. Add --out FILE, such as audit.ndjson.gz.\n',
      "./none/a.gz can't be written: its directory does not exist. Correct that, and run the same command again.\n",
    ]);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(existsSync(`${file}.part.json`)).toBe(false);
  });
});

/** Runs an export, and presses Ctrl-C once its file has so many further records. */
async function interruptedAfter(records: number, argv: readonly string[], file: string): Promise<number> {
  const before = await writtenIn(file);
  const nothing = () => new Writable({ write: (_chunk, _encoding, callback) => callback() });
  let press = () => {};
  const on = (_event: 'SIGINT', listener: () => void) => {
    press = listener;
  };
  const io = { env: { TZ: 'UTC', ...env }, stdin: Readable.from([]), stdout: nothing(), stderr: nothing(), on };
  const timer = setInterval(async () => {
    if ((await writtenIn(file)) >= before + records) press();
  }, 1);
  try {
    return await run(['audit', ...argv], io);
  } finally {
    clearInterval(timer);
  }
}

async function writtenIn(file: string): Promise<number> {
  const text = await readFile(`${file}.part.json`, 'utf8').catch(() => '{"records":-1}');
  return JSON.parse(text).records;
}

it.runIf(runsEveryRow)('loses and repeats nothing when its process is killed again and again', async () => {
  const file = join(await emptyDirectory(), 'a.gz');
  const args = [BIN, 'audit', 'export', ...ALL, '--out', file];
  let kills = 0;
  for (let before = 0; ; before = Math.max(0, await writtenIn(file))) {
    const child = spawn(process.execPath, args, { env: { ...process.env, TZ: 'UTC', ...env }, stdio: 'ignore' });
    const timer = setInterval(async () => {
      if ((await writtenIn(file)) > before) child.kill('SIGKILL');
    }, 1);
    const [code] = await once(child, 'exit');
    clearInterval(timer);
    if (code !== null) break;
    kills += 1;
    // The last kill may come when the file has its name already.
    if (!existsSync(`${file}.part`)) continue;
    expect((await completeMembers(`${file}.part`)).length).toBeGreaterThanOrEqual(await writtenIn(file));
  }

  expect(kills).toBeGreaterThan(0);
  await expectEverything(file);
});

/** Returns the lines that zcat finds in a file whose end may be missing. */
async function completeMembers(file: string): Promise<string[]> {
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  return gunzipSync(await readFile(file), options)
    .toString()
    .trimEnd()
    .split('\n');
}
