import { expect, it } from 'vitest';
import { batchResultOf } from '../../../functions/callback/batch-result.ts';
import type { CallbackOutcome } from '../../../functions/callback/callback-outcome.ts';

const ID = '019ab5d2-0000-7000-8000-000000000001';
const failed: CallbackOutcome = { command: 'none', isUnknown: false, outcome: 'failed', milliseconds: 1 };

it('claims no record of a line that failed before it was captured', () => {
  expect(batchResultOf(ID, failed)).toBeUndefined();
  expect(batchResultOf(ID, { ...failed, storedIn: 'table' })).toEqual({ id: ID, status: 'recorded' });
});
