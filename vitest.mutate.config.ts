import { defineConfig } from 'vitest/config';

/** Runs the tests of the modules that `npm run mutate` changes. */
export default defineConfig({
  test: {
    include: ['test/functions/policy/**/*.test.ts', 'test/functions/record/event-id.test.ts'],
    // Read policies from a table.
    exclude: ['test/functions/policy/{cache,versions}.test.ts'],
  },
});
