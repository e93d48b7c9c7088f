import type { Table } from '../../../functions/dynamodb/table.ts';
import type { LastCall, ReceiverHealth } from '../../console/contract/health.ts';
import { ConsoleError } from './console-error.ts';
import type { Follow } from './follow/follow.ts';

/** Everything that the console shows, wherever it runs. */
export interface ConsoleSource {
  readonly audit: Table;
  /** Undefined when its name is not known. */
  readonly policy?: Table | undefined;
  /** Displayed place of the tables. */
  readonly place: string;
  readonly follow: Follow;
  /** State of the receiver of the same process; undefined where none is known. */
  readonly receiver?:
    | (() => Promise<{ readonly health: ReceiverHealth; readonly lastCall?: LastCall | undefined }>)
    | undefined;
  readonly now: () => Date;
}

/** @throws {ConsoleError} when the policy table is not known */
export function policyTableOf({ policy }: ConsoleSource): Table {
  if (policy) return policy;
  throw new ConsoleError('notFound', 'The policy table is not known. Start the console with --policy-table NAME.');
}
