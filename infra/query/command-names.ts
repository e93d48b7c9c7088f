import { callbackSentAs, catalogue, commandOf, shortName } from '../../functions/openim/catalogue.ts';
import { knownCallback } from '../../functions/openim/known-callback.ts';
import type { Timing } from '../../functions/openim/wire-callback.ts';
import { wireCallbacks } from '../../functions/openim/wire-callbacks.ts';

/** A name by which a query may call commands. */
export interface CommandName {
  readonly name: string;
  /** Commands of records that the name stands for: one, or those before and after the same operation. */
  readonly commands: readonly string[];
  /** `short`: `kick`, `beforeMemberInfo`. `wire`: `AfterKickGroup`, `callbackAfterKickGroupCommand`. */
  readonly kind: 'short' | 'wire';
}

/** Names by their lower-case spelling, because servers and documents capitalise them differently. */
type CommandNames = ReadonlyMap<string, CommandName>;

/** Returns the name in its usual spelling with its commands, also for the wire name of a server that is not known yet. */
export function commandNamed(name: string): CommandName | undefined {
  const known = COMMAND_NAMES.get(name.toLowerCase());
  if (known) return known;
  return /^callback\w{1,100}$/.test(name) ? { name, commands: [name], kind: 'wire' } : undefined;
}

/** All names that servers and documents use. */
export function wireNames(): string[] {
  return [...new Set([...Object.keys(wireCallbacks), ...catalogue.flatMap(({ wireNames }) => [...wireNames])])];
}

function namesIn(wireNames: readonly string[]): CommandNames {
  const names = new Map<string, CommandName>();
  for (const wireName of wireNames) {
    const callback = callbackSentAs(wireName);
    const command = callback ? commandOf(callback) : wireName;
    const operation = operationOf(wireName);
    for (const name of [operation, timedName(wireName, operation)])
      add(names, { name, commands: [command], kind: 'short' });
    for (const name of [shortName(wireName), wireName]) add(names, { name, commands: [command], kind: 'wire' });
  }
  return names;
}

/** Gathers the commands of an operation under one name. */
function add(names: Map<string, CommandName>, added: CommandName): void {
  const key = added.name.toLowerCase();
  const known = names.get(key);
  const commands = [...new Set([...(known?.commands ?? []), ...added.commands])];
  names.set(key, known ? { ...known, commands } : added);
}

/** Returns the short name of one timing, such as `beforeMemberInfo`. */
function timedName(wireName: string, operation: string): string {
  return `${timingOf(wireName)}${operation.slice(0, 1).toUpperCase()}${operation.slice(1)}`;
}

/** Names of timings in wire names, and one that stands at the end. */
const TIMING = /^(Before|After)(?=[A-Z])|After$/;

/**
 * Servers of v3.5 and v3.6 say `Kill` for a kick. Source: openimsdk/open-im-server v3.5.1, `pkg/callbackstruct/constant.go`.
 *
 * Returns the operation of a callback, such as `kick` of `AfterKickGroup` and `memberInfo` of `BeforeSetGroupMemberInfo`: without the
 * timing, a first verb that every change has, and the group where no other thing can be meant.
 */
export function operationOf(wireName: string): string {
  const operation = shortName(wireName)
    .replace(TIMING, '')
    .replace(/^(Set|Update)(?=[A-Z])/, '')
    .replace(/Group$|Group(?=Member|Owner)/, '')
    .replace('DisMiss', 'Dismiss')
    .replace(/^Kill$/, 'Kick');
  return operation.slice(0, 1).toLowerCase() + operation.slice(1);
}

function timingOf(wireName: string): Timing {
  return knownCallback(wireName)?.timing ?? (wireName.startsWith('callbackBefore') ? 'before' : 'after');
}

/** All names by their lower-case spelling, made of the catalogue. */
export const COMMAND_NAMES: CommandNames = namesIn(wireNames());
