import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFlushes, STRACE } from '../../support/flush-trace.ts';
import { post } from '../../support/http.ts';
import { emptyDirectory, SOON } from '../../support/processes.ts';
import { AFTER } from '../../support/relay.ts';
import { isInstalled, relayCommand, startRelayProcess } from '../../support/relay-process.ts';

const CONNECTIONS = 50;
const ROUNDS = 4;

// SIGKILL proves no flush, because the kernel keeps what was written. So the test needs strace, which shows the order of the calls.
it.skipIf(!isInstalled('strace', '-V'))(
  'answers no callback before the flush of its commit, and flushes less often than it answers 50 connections',
  async () => {
    const trace = join(await emptyDirectory(), 'trace');
    const relay = await startRelayProcess(
      { RELAY_TO: 'http://openim:a-token@127.0.0.1:9', RELAY_SPOOL: await emptyDirectory() },
      { command: [...STRACE, trace, ...relayCommand()] },
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const bodies = Array.from({ length: CONNECTIONS }, (_, at) =>
        JSON.stringify({ groupID: `marker-${round * CONNECTIONS + at}-` }),
      );
      await Promise.all(bodies.map((body) => post(`${relay.url}/${AFTER}`, body)));
    }
    // A tracer that is killed would leave the relay behind.
    process.kill(Number.parseInt(await readFile(trace, 'utf8'), 10), 'SIGKILL');
    await expect.poll(() => relay.child.exitCode ?? relay.child.signalCode, SOON).not.toBeNull();
    const { flushes, answers, tooEarly } = readFlushes(await readFile(trace, 'utf8'));

    expect(answers).toBe(CONNECTIONS * ROUNDS);
    expect(tooEarly).toEqual([]);
    expect(flushes).toBeGreaterThanOrEqual(ROUNDS);
    expect(flushes).toBeLessThan(answers);
    console.info(`${answers} answers, ${flushes} flushes`);
  },
);
