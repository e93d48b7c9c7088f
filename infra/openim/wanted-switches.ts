import { catalogue } from '../../functions/openim/catalogue.ts';
import { switches } from '../../functions/openim/switches.ts';
import { KNOWN_VERSIONS, type Layout } from './configuration.ts';

/**
 * Callbacks without a function of their own that close gaps in the record, with the spellings of all versions.
 *
 * OpenIM's two API methods that edit a group send one callback each. Without creations, leaves, removals and transfers, no record
 * tells who is in a group.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`.
 */
const GAP_CLOSERS = [
  'callbackAfterSetGroupInfoCommand',
  'callbackAfterCreateGroupCommand',
  ...['callbackAfterQuitGroupCommand', 'callbackQuitGroupCommand'],
  ...['callbackAfterKickGroupCommand', 'callbackKillGroupCommand'],
  ...['callbackAfterTransferGroupOwnerCommand', 'callbackAfterTransferGroupOwner', 'callbackTransferGroupOwnerAfter'],
];

/**
 * Returns the switches that the receiver wants on, in files of one form: with a section before v3.7, without one since.
 *
 * @param ownOnly leaves out callbacks without a function of their own
 */
export function wantedSwitches(section: Layout['section'], ownOnly: boolean): string[] {
  return wantedBetween(
    KNOWN_VERSIONS.filter(({ layout }) => layout.section === section).map(({ version }) => version),
    ownOnly,
  );
}

/** Returns the switches that the receiver wants on, with a server of one known version. */
export function wantedSwitchesOf(version: string): string[] {
  return wantedBetween([version], false);
}

function wantedBetween(versions: readonly string[], ownOnly: boolean): string[] {
  const commands = [...catalogue.flatMap(({ wireNames }) => wireNames), ...(ownOnly ? [] : GAP_CLOSERS)];
  const sent = commands.flatMap((command) => switches[command] ?? []).filter(({ neverSent }) => !neverSent);
  return [...new Set(sent.filter((range) => overlaps(range, versions)).map(({ key }) => key))];
}

/** Versions of one form follow on each other. */
function overlaps({ from, to }: { from: string; to: string }, versions: readonly string[]): boolean {
  const order = KNOWN_VERSIONS.map(({ version }) => version);
  const [first = '', last = ''] = [versions[0], versions.at(-1)];
  return order.indexOf(from) <= order.indexOf(last) && order.indexOf(to) >= order.indexOf(first);
}
