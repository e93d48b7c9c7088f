import { isMap, type Pair, type YAMLMap } from 'yaml';
import { isSwitch } from '../../openim/configuration.ts';
import { withoutPassword } from './webhooks-address.ts';
import type { Edited } from './webhooks-edit.ts';
import { findKey, scalarOf } from './webhooks-file.ts';
import { keyOf } from './yaml-text.ts';

/** Returns sentences about the effects of an edit, and about lines that it leaves. */
export function notesOn({ file: { section, sectionKey }, changes }: Edited): string[] {
  return [...moved(section, changes), ...misplaced(section), ...strict(sectionKey, changes)];
}

/** Warns about callbacks that are on already, because OpenIM has one address for all of them. */
function moved(section: YAMLMap, changes: Edited['changes']): string[] {
  const address = changes.find(({ path: [key] }) => key.toLowerCase() === 'url')?.from;
  const others = section.items.filter((pair) => isOn(pair)).map(keyOf);
  if (typeof address !== 'string' || others.length === 0) return [];
  return [
    `${others.join(', ')}: already on, and sent to ${withoutPassword(address)}. They now go to the new address, too.`,
  ];
}

function isOn({ value }: Pair): boolean {
  return isMap(value) && scalarOf(findKey(value, 'enable')) === true;
}

/** Warns about lines that were pasted with an indentation, because they belong to the switch above them. */
function misplaced(section: YAMLMap): string[] {
  return section.items.flatMap((pair) => {
    const keys = isMap(pair.value) ? pair.value.items.map(keyOf) : [];
    const lost = keys.filter((key) => key === 'url' || isSwitch(key));
    return lost.length === 0
      ? []
      : [`${keyOf(pair)} holds ${lost.join(', ')}, which OpenIM does not read there. Remove them.`];
  });
}

function strict(sectionKey: string | undefined, changes: Edited['changes']): string[] {
  return sectionKey === undefined ? refusalNotes(changes.map(({ path: [key] }) => key)) : [];
}

/** Warns about before callbacks among the switches of OpenIM from v3.7 on, which refuses without an answer. */
export function refusalNotes(switches: readonly string[]): string[] {
  const names = [...new Set(switches.filter((name) => name.toLowerCase().startsWith('before')))];
  return names.length === 0
    ? []
    : [`While the receiver is unreachable, OpenIM refuses the actions behind these callbacks: ${names.join(', ')}.`];
}
