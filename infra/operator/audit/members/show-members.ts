import { columnsIn, type Io, interruptible, writeAndWait, writeLine } from '../../../cli/io.ts';
import { quoted, toJson } from '../../../cli/printable.ts';
import { TextTable } from '../../../cli/text-table.ts';
import { Interrupted } from '../../../cli/usage-error.ts';
import type { Zone } from '../../../query/zone.ts';
import type { Tables } from '../../open-tables.ts';
import { shownTime } from '../../shown-time.ts';
import { groupFactsOf } from '../../stories/group-facts.ts';
import { type How, type Member, membersAfter } from '../../stories/members-after.ts';
import { csvLine } from '../as-csv.ts';
import { progressLine } from '../progress-line.ts';
import { knowledgeNotes } from './knowledge-notes.ts';
import { type MemberEvents, readMemberEvents } from './read-member-events.ts';
import type { WantedMembers } from './wanted-members.ts';

/** Columns in an order that stays. New ones are added at the end. Documented in docs/audit.md. */
const CSV_COLUMNS = ['userID', 'since', 'how', 'roles'];

const HOW: Readonly<Record<How, string>> = {
  created: 'added at creation',
  joined: 'joined',
  expected: 'allowed to join',
  earlier: 'known from a later callback',
};

/** Lines that are written at once. */
const PAGE = 1_000;

/**
 * Writes the members of a group to `stdout`, and what is not known about them to `stderr`.
 *
 * @throws {Interrupted} after Ctrl-C, because the members of a part of the records would be wrong
 */
export async function showMembers(
  io: Io,
  { audit, place }: Tables,
  wanted: WantedMembers,
  form: 'table' | 'json' | 'csv',
): Promise<void> {
  const { groupID, at, zone } = wanted;
  let readUpTo = '';
  const progress = progressLine(io, () => `Read up to ${shownTime(readUpTo)}`);
  const onRow = (receivedAt: string) => {
    readUpTo = receivedAt;
  };
  const found = await interruptible(io, (signal) =>
    readMemberEvents(audit, groupID, wanted.until, signal, onRow),
  ).finally(progress.end);
  if (found.isInterrupted) {
    writeLine(io.stderr, 'The search was interrupted. Only all records of the group tell who is in it.');
    throw new Interrupted();
  }
  const members = membersAfter(found.events);
  if (form === 'json') await writeAndWait(io.stdout, asJson(wanted, found, members));
  else
    for (const lines of form === 'csv' ? csvPages(members) : tablePages(members, zone, columnsIn(io.stdout)))
      await writeAndWait(io.stdout, lines);
  if (form === 'table' && members.length === 0)
    writeLine(io.stdout, `Nobody is known to be in ${quoted(groupID)} at ${shownIn(zone, at)} (${zone.name}).`);
  writeLine(io.stderr, knowledgeNotes(wanted, found, members, place).join('\n'));
}

function asJson(
  { groupID, at }: WantedMembers,
  { events, knownSince }: MemberEvents,
  members: readonly Member[],
): string {
  return toJson({ groupID, at, ...(knownSince !== undefined && { knownSince }), ...groupFactsOf(events), members });
}

function* csvPages(members: readonly Member[]): Generator<string> {
  const lines = members.map(({ userID, since = '', how, roles }) => csvLine([userID, since, how, roles.join(' ')]));
  yield* pagesOf([csvLine(CSV_COLUMNS), ...lines].map((line) => `${line}\r`));
}

function* tablePages(members: readonly Member[], zone: Zone, width: number | undefined): Generator<string> {
  if (members.length === 0) return;
  const table = new TextTable(['USER', `SINCE (${zone.name})`, 'HOW', 'ROLE'], width);
  const rows = members.map(({ userID, since, how, roles }) => [
    quoted(userID),
    since === undefined ? '-' : shownIn(zone, since),
    HOW[how],
    roles.join(', ') || '-',
  ]);
  yield* pagesOf(table.page(rows));
}

function* pagesOf(lines: readonly string[]): Generator<string> {
  for (let from = 0; from < lines.length; from += PAGE) yield lines.slice(from, from + PAGE).join('\n');
}

function shownIn(zone: Zone, time: string): string {
  return zone.shown(shownTime(time)) ?? quoted(time);
}
