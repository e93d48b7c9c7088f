import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from './figures.ts';

const PAGE = Buffer.alloc(4_096, 'x');

export interface Flush {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Measures the least that a durable answer can cost: 4 kB written behind the last, and flushed. */
export function measureFlush(directory: string, flushes: number): Flush {
  const file = join(directory, 'flush');
  const descriptor = openSync(file, 'w');
  const times = Array.from({ length: flushes }, () => {
    const startedMs = performance.now();
    writeSync(descriptor, PAGE);
    fsyncSync(descriptor);
    return performance.now() - startedMs;
  });
  closeSync(descriptor);
  unlinkSync(file);
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
