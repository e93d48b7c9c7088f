import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Where and when figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** Short hash, with `+` if files were changed since. */
  readonly commit: string;
  /** Processes that wanted a core in the minute before and in the last minute. */
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly seconds: number;
}

/** @returns a function that returns the machine at the end of the run */
export function describeMachine(): () => Machine {
  const startedAt = performance.now();
  const before = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    date: new Date().toISOString(),
    commit: commitHash(),
    loadBefore: loadavg()[0] ?? 0,
  };
  return () => ({ ...before, loadAfter: loadavg()[0] ?? 0, seconds: (performance.now() - startedAt) / 1_000 });
}

function commitHash(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
