import { Connection } from './connection.ts';
import { percentile } from './figures.ts';

export interface Answers {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

/** Sends callbacks on some connections, each as soon as the last is answered. */
export async function measureAnswers(
  port: number,
  path: string,
  connections: number,
  milliseconds: number,
  bodyOf: () => string,
): Promise<Answers> {
  const times: number[] = [];
  const startedMs = performance.now();
  const send = async () => {
    const connection = new Connection(port);
    for (let sentMs = performance.now(); sentMs < startedMs + milliseconds; sentMs = performance.now()) {
      const answer = await connection.post(path, bodyOf());
      if (!answer.includes('"actionCode":0')) throw new Error(`answered ${answer}`);
      times.push(performance.now() - sentMs);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, send));
  const seconds = (performance.now() - startedMs) / 1_000;
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99), perSecond: times.length / seconds };
}
