import type { Zone } from '../../../query/zone.ts';

export interface WantedMembers {
  readonly groupID: string;
  /** Time of the membership, ISO 8601. */
  readonly at: string;
  /** First instant that is too late to count. */
  readonly until: string;
  readonly zone: Zone;
}
