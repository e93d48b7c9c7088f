import { expect, it } from 'vitest';
import { combined } from '../../../../functions/policy/policy.ts';
import { preview } from '../../../../infra/operator/policy/policy-preview.ts';
import { auditTable } from '../../../support/table.ts';

it('ends between days without records, too', async () => {
  const wanted = { index: 'byDay', since: '1970-01-01T00:00:00.000Z', until: '2026-03-04T00:00:00.000Z' } as const;
  const policyOf = async () => combined();

  const counts = await preview(await auditTable(), policyOf, {
    wanted,
    show: async () => {},
    signal: AbortSignal.timeout(20),
  });

  expect(counts.requests).toBe(0);
});
