import { MissingIndex } from '../../../functions/audit/query.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { Plan } from '../../query/plan.ts';

/** Explains a missing index in a sentence. Any other error of a search stays as it is. */
export function withoutIndex(error: unknown, { wanted: { index } }: Plan): unknown {
  if (!(error instanceof MissingIndex)) return error;
  // Only this index can be turned off. A table without another one has a wrong name.
  if (index !== 'byOperation') return error.cause;
  return new UsageError(
    "The table has no index for operation:. Turn the stack's setting operationIndex on, or search otherwise.",
  );
}
