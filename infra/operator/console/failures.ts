import { InvalidCursor, MissingIndex } from '../../../functions/audit/query.ts';
import { explained } from '../../cli/database-failure.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { ConsoleError } from './console-error.ts';
import type { ConsoleSource } from './console-source.ts';

/** Returns any error as one that the page can show. Only defects hide their cause. */
export function asConsoleError(error: unknown, { audit, policy, place }: ConsoleSource): ConsoleError {
  if (error instanceof ConsoleError) return error;
  if (error instanceof InvalidCursor) return new ConsoleError('invalidQuery', error.message);
  if (error instanceof MissingIndex) return new ConsoleError('invalidQuery', error.message);
  const known = explained(error, { audit: audit.name, policy: policy?.name ?? audit.name }, place);
  if (known instanceof UsageError) return new ConsoleError('database', known.message);
  return new ConsoleError('failed', 'The console failed. Try again, and report it if it happens again.');
}
