import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { buildRelay } from '../../../infra/relay/build-relay.ts';
import { RelayStatus } from '../../../infra/relay/status/relay-status.ts';
import { type Random, randomOf } from '../../support/policy-data/random.ts';
import { type Sent, sendEvents } from './group-sender.ts';
import { Mortal } from './mortal.ts';
import { RECORDER, recordedIn } from './recorder.ts';
import { wrongIn } from './wrong.ts';

const SENDERS = 20;

/** Time between two looks at what is left. */
const POLL_MS = 100;

export interface KillsOptions {
  readonly callbacks: number;
  readonly kills: number;
  readonly seed: string;
  /** An empty directory. */
  readonly directory: string;
  readonly onProgress?: (what: string) => void;
}

export interface KillsResult {
  readonly answered: number;
  readonly recorded: number;
  /** Requests under way when the relay was killed. It may have stored some of them. */
  readonly unanswered: number;
  readonly relayKills: number;
  readonly receiverKills: number;
  readonly wrong: readonly string[];
}

/** Sends events through a relay while it and its receiver are killed at random, and compares what is recorded with what was answered. */
export async function killAtRandom({
  callbacks,
  kills,
  seed,
  directory,
  onProgress,
}: KillsOptions): Promise<KillsResult> {
  const random = randomOf(seed);
  const relayFile = join(directory, 'relay.mjs');
  const records = join(directory, 'records');
  await buildRelay(relayFile);
  const receiver = new Mortal((port) => [RECORDER, records, String(port)]);
  await receiver.start();
  const to = `http://openim:a-token@127.0.0.1:${receiver.port}`;
  const relay = new Mortal(
    () => [relayFile],
    (port) => ({ RELAY_PORT: String(port), RELAY_TO: to, RELAY_SPOOL: join(directory, 'spool') }),
  );
  await relay.start();
  const sent: Sent = { answered: [], unanswered: [] };
  try {
    await Promise.all([
      ...Array.from({ length: SENDERS }, (_, sender) =>
        sendEvents(relay, sender, randomOf(`${seed} ${sender}`), sent, () => sent.answered.length < callbacks),
      ),
      killMany([relay, receiver], random, timesOf(callbacks, kills, random), () => sent.answered.length, onProgress),
    ]);
    await drained(relay, onProgress);
    const recorded = await recordedIn(records);
    return {
      ...{ answered: sent.answered.length, unanswered: sent.unanswered.length, recorded: recorded.length },
      ...{ relayKills: relay.kills, receiverKills: receiver.kills },
      wrong: wrongIn(sent, recorded),
    };
  } finally {
    await Promise.all([relay.end(), receiver.end()]);
  }
}

/** Returns the numbers of answers after which something is killed. */
function timesOf(callbacks: number, kills: number, random: Random): number[] {
  return Array.from({ length: kills }, () => random.below(callbacks)).sort((a, b) => a - b);
}

async function killMany(
  victims: readonly Mortal[],
  random: Random,
  times: readonly number[],
  answered: () => number,
  onProgress?: (what: string) => void,
): Promise<void> {
  for (const [at, time] of times.entries()) {
    while (answered() < time) await pause(1);
    // Each is killed, and now and then both at once.
    const chosen = victims.filter((_, victim) => (at + victim) % 2 === 0 || random.below(4) === 0);
    onProgress?.(`${answered()} answered, kill ${at + 1} of ${times.length}`);
    await Promise.all(chosen.map((victim) => victim.kill()));
  }
}

async function drained(relay: Mortal, onProgress?: (what: string) => void): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${relay.port}/status`);
    const { targets } = v.parse(RelayStatus, await answer.json());
    const waiting = targets.reduce((sum, target) => sum + target.waiting, 0);
    if (waiting === 0) return;
    onProgress?.(`${waiting} wait`);
    await pause(POLL_MS);
  }
}
