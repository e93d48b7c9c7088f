import { numeral } from '../../../cli/counted.ts';
import { quoted } from '../../../cli/printable.ts';
import { shownTime } from '../../shown-time.ts';
import { groupFactsOf } from '../../stories/group-facts.ts';
import type { Member } from '../../stories/members-after.ts';
import { readNote } from '../search-notes.ts';
import type { MemberEvents } from './read-member-events.ts';
import type { WantedMembers } from './wanted-members.ts';

/** Says since when members are known, what is not known about them, and the cost of the search. */
export function knowledgeNotes(
  { groupID, zone }: WantedMembers,
  { events, knownSince, rows, readUnits, requests }: MemberEvents,
  members: readonly Member[],
  place: string,
): string[] {
  const { createdAt, dismissedAt } = groupFactsOf(events);
  const shown = (time: string) => `${zone.shown(shownTime(time)) ?? quoted(time)} (${zone.name})`;
  const expected = members.filter(({ how }) => how === 'expected').length;
  return [
    knownSince === undefined
      ? `Nothing is recorded about ${quoted(groupID)} up to that time in ${place}.`
      : createdAt !== undefined
        ? `Known from the beginning: the creation is recorded, at ${shown(createdAt)}.`
        : `Known since ${shown(knownSince)}, the first record. Members from before are missing unless a later callback named them.`,
    expected > 0 &&
      `${expected === 1 ? '1 is' : `${numeral(expected)} are`} only allowed to join: OpenIM asked first, and reported neither a join nor a leave.`,
    members.length > 0 &&
      !events.some(({ kind }) => kind === 'left' || kind === 'kicked') &&
      'No leave or removal is recorded. While afterQuitGroup and afterKickGroupMember are off in OpenIM, those who left stay in this list. npm run webhooks turns them on.',
    dismissedAt !== undefined && `The group was dismissed at ${shown(dismissedAt)}.`,
    readNote(rows, 'byGroup', { readUnits, requests }),
  ].filter((note) => note !== false);
}
