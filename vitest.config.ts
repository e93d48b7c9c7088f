import { defineConfig } from 'vitest/config';

/** Processes, bundles, the stack, commands, and servers other than the DynamoDB stub. */
const SYSTEM = ['test/**/*.system.test.ts'];

/** Soak, fuzz, long fault runs, large data, and the command line of the CDK. */
const LONG = ['test/**/*.long.test.ts'];

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary.ts',
    projects: [
      project('unit', {
        include: ['test/**/*.test.ts'],
        exclude: [...SYSTEM, ...LONG],
        testTimeout: 10_000,
        isolate: false,
      }),
      project('system', { include: SYSTEM, testTimeout: 60_000 }),
      project('long', { include: LONG, testTimeout: 120_000 }),
    ],
  },
});

function project(
  name: string,
  { testTimeout, ...files }: { include: string[]; exclude?: string[]; isolate?: boolean; testTimeout: number },
) {
  return { test: { name, ...files, testTimeout, hookTimeout: testTimeout } };
}
