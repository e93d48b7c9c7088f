import { expect, it } from 'vitest';
import { groupScope } from '../../../../infra/operator/policy/policy-scope.ts';

it('refuses the ID of a group that is longer than a key of the table', () => {
  expect(groupScope('小'.repeat(682))).toHaveLength(682);
  expect(() => groupScope('小'.repeat(683))).toThrow(
    "can't have a policy of its own. Its ID is longer than 2048 bytes.",
  );
});
