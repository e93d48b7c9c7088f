import { MissingIndex } from '../../../functions/audit/query.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Plan } from '../../query/plan.ts';

/** Explains that the table has no index for a query. Any other error stays as it is. */
export function describedMissingIndex(error: unknown, { wanted }: Plan): unknown {
  if (!(error instanceof MissingIndex)) return error;
  // Only this index can be turned off. A table without another one has a wrong name.
  if (wanted.index !== 'byOperation') return error.cause;
  return new UsageError(
    "The table has no index for operation:. Turn the stack's setting operationIndex on, or search otherwise.",
  );
}
