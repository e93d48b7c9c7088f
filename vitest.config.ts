import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { GIVEN } from './test/support/given-dynamodb.ts';
import { EVERY_ROW } from './test/support/sampled.ts';

/** Processes, bundles, the stack, commands, and servers other than the DynamoDB stub. */
const SYSTEM = ['test/**/*.system.test.ts'];

/** Soak, fuzz, long fault runs, large data, and the command line of the CDK. */
const LONG = ['test/**/*.long.test.ts'];

/** Unit tests of storage and of the wire, with tables in a DynamoDB that is given. */
const DYNAMODB = [
  'test/functions/audit/*.test.ts',
  'test/functions/callback/{receipt-time,retention,sinks}.test.ts',
  'test/functions/policy/{cache,versions}.test.ts',
  'test/functions/{contract,derive*,people-found,real-bodies,redeliver,repeats,secrets}.test.ts',
];

/** Exhaustive suites run a fixed sample in the project `unit`. */
const ALL_ROWS = { [EVERY_ROW]: 'true' };

/** One more than cores, because system tests wait for processes and deadlines half of their time. */
const SYSTEM_WORKERS = availableParallelism() + 1;

/** Creating a table takes Amazon about ten seconds. */
const DYNAMODB_TIMEOUT_MS = 300_000;

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary.ts',
    // All cores: vitest leaves one free, and most tests wait.
    maxWorkers: '100%',
    projects: [
      project('unit', {
        include: ['test/**/*.test.ts'],
        exclude: [...SYSTEM, ...LONG],
        testTimeout: 10_000,
        isolate: false,
      }),
      project('system', {
        include: SYSTEM,
        testTimeout: 60_000,
        isolate: false,
        maxWorkers: SYSTEM_WORKERS,
        // After other projects, because vitest runs those with another number of workers apart.
        sequence: { groupOrder: 1 },
      }),
      project('long', { include: LONG, testTimeout: 120_000, env: ALL_ROWS }),
      // `npm run test:dynamodb` sets the variable. All other runs would run these files twice.
      ...(process.env[GIVEN]
        ? [
            project('dynamodb', {
              include: DYNAMODB,
              exclude: [...SYSTEM, ...LONG],
              testTimeout: DYNAMODB_TIMEOUT_MS,
              env: ALL_ROWS,
            }),
          ]
        : []),
    ],
  },
});

function project(
  name: string,
  options: {
    include: string[];
    exclude?: string[];
    isolate?: boolean;
    maxWorkers?: number;
    sequence?: { groupOrder: number };
    testTimeout: number;
    env?: Record<string, string>;
  },
) {
  return { test: { name, ...options, hookTimeout: options.testTimeout } };
}
