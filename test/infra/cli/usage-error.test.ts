import { expect, it } from 'vitest';
import { exitCodeOf, UsageError } from '../../../infra/cli/usage-error.ts';

it('reports a mistake without what a terminal obeys, line by line', async () => {
  const reported: string[] = [];
  const mistake = async () => {
    throw new UsageError(
      'Correct these settings:\n  \u001b[2Jnick\u202eName: unknown setting\n  \u001b]0;title\u0007ex: unknown',
    );
  };

  const code = await exitCodeOf(mistake, (sentence) => reported.push(sentence));

  expect(code).toBe(2);
  expect(reported).toEqual(['Correct these settings:\n  nick\uFFFDName: unknown setting\n  ex: unknown']);
});
