import { KNOWN_VERSIONS } from '../../openim/configuration.ts';
import { keysReadBy } from '../../openim/keys-by-version.ts';
import type { Configuration, Entry } from './configuration.ts';

/** A variable on a line of a compose file, an .env file or a script. The plural is what OpenIM reads. */
const VARIABLE = /^[ \t]*(?:-[ \t]*)?(?:export[ \t]+)?["']?(IMENV_WEBHOOKS?_\w+)["']?[ \t]*[=:][ \t]*(.*?)[ \t\r]*$/;

/** OpenIM's prefix. Source: openimsdk/open-im-server v3.8.3, `pkg/common/config/load_config.go`. */
const PREFIX = 'IMENV_WEBHOOKS_';

/** Every switch of the versions that read variables, by its name in capitals. */
const KEYS = new Map(
  KNOWN_VERSIONS.filter(({ layout }) => layout.section === null)
    .flatMap(({ version }) => keysReadBy(version))
    .map((key) => [key.toUpperCase(), key]),
);

export function hasVariables(text: string): boolean {
  return text.split('\n').some((line) => VARIABLE.test(line));
}

/** Reads IMENV_WEBHOOKS_ variables as the keys that they set. Those of another form keep their names, and count as unknown keys. */
export function parseVariables(text: string): Configuration {
  const switches = new Map<string, { line: number; settings: Entry[] }>();
  const entries: Entry[] = [];
  for (const [index, source] of text.split('\n').entries()) {
    const [, name, written = ''] = VARIABLE.exec(source) ?? [];
    if (name === undefined) continue;
    const line = index + 1;
    const value = plain(written);
    const [key, setting] = pathOf(name);
    if (setting === undefined) {
      entries.push({ key, line, value });
      continue;
    }
    const found = switches.get(key) ?? { line, settings: [] };
    found.settings.push({ key: setting, line, value });
    switches.set(key, found);
  }
  return { form: 'variables', entries: [...entries, ...[...switches].map(([key, found]) => ({ key, ...found }))] };
}

function pathOf(name: string): [key: string, setting?: string] {
  if (!name.startsWith(PREFIX) || name !== name.toUpperCase()) return [name];
  const rest = name.slice(PREFIX.length);
  if (rest === 'URL') return ['url'];
  const [, key, setting] = /^(.+)_([^_]+)$/.exec(rest) ?? [];
  if (key === undefined || setting === undefined) return [name];
  return [KEYS.get(key) ?? key, setting.toLowerCase()];
}

function plain(written: string): unknown {
  const unquoted = written
    .replace(/^([^"'].*?)\s+#.*$/, '$1')
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/["']$/, '');
  if (unquoted === 'true' || unquoted === 'false') return unquoted === 'true';
  return /^\d+$/.test(unquoted) ? Number(unquoted) : unquoted;
}
