import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from './connection.ts';
import { percentile } from './figures.ts';

export interface Answers {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

/**
 * Sends callbacks on some connections, each as soon as the last is answered.
 *
 * @param perSecond rate of all connections together, if they are not to send as fast as they can
 */
export async function measureAnswers(
  port: number,
  path: string,
  connections: number,
  milliseconds: number,
  bodyOf: () => string,
  perSecond?: number,
): Promise<Answers> {
  const times: number[] = [];
  const startedMs = performance.now();
  const pauseMs = perSecond === undefined ? 0 : (connections * 1_000) / perSecond;
  const send = async (_: unknown, at: number) => {
    const connection = new Connection(port);
    if (pauseMs > 0) await pause((pauseMs * at) / connections);
    for (let sentMs = performance.now(); sentMs < startedMs + milliseconds; sentMs = performance.now()) {
      const answer = await connection.post(path, bodyOf());
      if (!answer.includes('"actionCode":0')) throw new Error(`answered ${answer}`);
      const tookMs = performance.now() - sentMs;
      times.push(tookMs);
      if (pauseMs > tookMs) await pause(pauseMs - tookMs);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, send));
  const seconds = (performance.now() - startedMs) / 1_000;
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), perSecond: times.length / seconds };
}
