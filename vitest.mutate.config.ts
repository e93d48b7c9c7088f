import { defineConfig } from 'vitest/config';

/** Runs the tests of the files that `npm run mutate` changes. */
export default defineConfig({
  test: {
    include: ['test/functions/policy/{judge,rules,text}*.test.ts', 'test/functions/record/event-id*.test.ts'],
  },
});
