import type { PolicyVersion } from '../record/decision.ts';
import type { PolicyDocument, Rule, Section } from './document.ts';
import type { DoorName, SectionName } from './doors/sections.ts';
import type { TermLists } from './rules/rule.ts';

/** A policy document, and the lists of terms that its rules name. Rules are compiled once for each such object. */
export interface LoadedPolicy {
  readonly document: PolicyDocument;
  readonly lists: TermLists;
}

/** The policy in force for one group, or for what belongs to no group. */
export interface Policy {
  /** `monitor` allows everything. A rule's own mode has precedence. */
  readonly mode: 'enforce' | 'monitor';
  readonly all?: LoadedPolicy | undefined;
  /** The group's own, which stands beside the one for all groups. */
  readonly group?: LoadedPolicy | undefined;
  readonly version: PolicyVersion;
}

/** Returns the policy in force from the one for all groups and a group's own. */
export function combined(all?: LoadedPolicy, group?: LoadedPolicy, version: PolicyVersion = {}): Policy {
  return { mode: group?.document.mode ?? all?.document.mode ?? 'enforce', all, group, version };
}

/** Rules of one section of one document. */
export interface Rules {
  readonly rules: readonly Rule[];
  readonly lists: TermLists;
  /** Mode of the rules that have none of their own. */
  readonly mode: Policy['mode'];
}

/** Returns the rules for a value, the general ones first. A group's section with `replace` takes their place. */
export function rulesFor(policy: Policy, door: DoorName, section: SectionName): Rules[] {
  const { all, group, mode: ownMode } = policy;
  const mode = modeAt(policy, door);
  const own = sectionAt(group, door, section);
  const general = own?.replace && !onlyAdds(door) ? undefined : sectionAt(all, door, section);
  return [
    general && all && { rules: general.rules, lists: all.lists, mode },
    own && group && { rules: own.rules, lists: group.lists, mode: ownMode },
  ].filter((part) => part !== undefined);
}

/** Returns the mode in which a request is judged. */
export function modeAt({ mode, all }: Policy, door: DoorName): Policy['mode'] {
  return onlyAdds(door) ? (all?.document.mode ?? 'enforce') : mode;
}

/**
 * Tells whether a group's policy cannot relax the general one. The client chooses the ID of a new group, and with it the policy.
 * Source: openimsdk/open-im-server v3.8.3, `internal/rpc/group/group.go`, `GenGroupID`.
 */
export function onlyAdds(door: DoorName): boolean {
  return door === 'create-group';
}

function sectionAt(policy: LoadedPolicy | undefined, door: DoorName, name: SectionName) {
  const section = sectionOf(policy?.document[name]);
  return section && (section.at?.includes(door) ?? true) ? section : undefined;
}

interface FullSection {
  readonly at?: readonly DoorName[] | undefined;
  readonly replace?: boolean | undefined;
  readonly rules: readonly Rule[];
}

/** Returns the long form of a section, which can be written as a mere list of rules. */
export function sectionOf(section: Section | undefined): FullSection | undefined {
  return section && ('rules' in section ? section : { rules: section });
}
