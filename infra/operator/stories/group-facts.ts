import type { MemberEvent } from './member-event.ts';

/** Facts about a group itself, from its events. */
export interface GroupFacts {
  readonly ownerID?: string;
  readonly creatorID?: string;
  /** The creation was recorded, so that the members are known from the beginning. */
  readonly createdAt?: string;
  readonly dismissedAt?: string;
}

/** @param events of one group, oldest first */
export function groupFactsOf(events: readonly MemberEvent[]): GroupFacts {
  const ownerID = events.findLast((event) => event.ownerID !== undefined)?.ownerID;
  const creatorID = events.find((event) => event.creatorID !== undefined)?.creatorID;
  const createdAt = events.find(({ kind }) => kind === 'created')?.at;
  const dismissedAt = events.find(({ kind }) => kind === 'dismissed')?.at;
  return {
    ...(ownerID !== undefined && { ownerID }),
    ...(creatorID !== undefined && { creatorID }),
    ...(createdAt !== undefined && { createdAt }),
    ...(dismissedAt !== undefined && { dismissedAt }),
  };
}
