import type { Table } from '../../functions/dynamodb/table.ts';
import type { LastCall, ReceiverHealth } from './contract/health.ts';
import type { Follow } from './follow/follow.ts';

/** Everything that the console shows, wherever it runs. */
export interface ConsoleSource {
  readonly audit: Table;
  readonly policy: Table;
  /** Place of the tables, for a person. */
  readonly place: string;
  readonly follow: Follow;
  /** State of the receiver of the same process; undefined where none is known. */
  readonly receiver?:
    | (() => Promise<{ readonly health: ReceiverHealth; readonly lastCall?: LastCall | undefined }>)
    | undefined;
  readonly now: () => Date;
}
