import { stringify } from 'yaml';
import type { Layout } from '../../openim/configuration.ts';
import { wantedSwitches } from '../../openim/wanted-switches.ts';
import { withoutPassword } from './webhooks-address.ts';
import { type Change, ON } from './webhooks-edit.ts';

/** Describes each change on a line, without the token. */
export function changesText(changes: readonly Change[]): string {
  return changes.map((change) => `  ${changeText(change)}\n`).join('');
}

function changeText({ path, line, from, to }: Change): string {
  const key = path.join('.');
  if (line === undefined) return `added: ${key}: ${shown(to)}`;
  return `line ${line}: ${key}: ${from === undefined ? '' : `${shown(from)} → `}${shown(to)}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? withoutPassword(value) : JSON.stringify(value);
}

/** Returns a complete `config/webhooks.yml`: our switches on, all others off. */
export function newFile(layout: Layout, address: string, ownOnly: boolean): string {
  const wanted = wantedSwitches(layout.section, ownOnly);
  const switches = Object.entries(layout.switches).map(([name, settings]) => [
    name,
    { ...settings, enable: wanted.includes(name) },
  ]);
  return stringify({ url: address, ...Object.fromEntries(switches) }, { lineWidth: 0 });
}

/**
 * Returns lines for `environment:` of a compose file, indented as in OpenIM's own.
 * Source: openimsdk/open-im-server v3.8.3, `pkg/common/config/load_config.go`.
 */
export function composeLines(address: string, ownOnly: boolean): string {
  const settings = wantedSwitches(null, ownOnly).flatMap((name) =>
    Object.entries(ON).map(([setting, value]) => `${name}_${setting}`.toUpperCase().concat(`=${value}`)),
  );
  return [`URL=${address}`, ...settings].map((setting) => `      - IMENV_WEBHOOKS_${setting}\n`).join('');
}
