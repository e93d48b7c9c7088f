import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { print, runCommand, UsageError } from '../cli/usage-error.ts';

/** Written by hand, because one argument needs no parser, and maintainers alone run this script. */
const USAGE = `npm run configuration -- CLONE   generates configuration.json from a clone of openimsdk/open-im-server
`;

/** Before v3.7 the switches are a section of a larger file, which is made from a template. */
const OLD = { path: 'config/templates/config.yaml.template', file: 'config/config.yaml', section: 'callback' };
const CURRENT = { path: 'config/webhooks.yml', file: 'config/webhooks.yml', section: null };

/** Oldest first. */
const VERSIONS = [
  ...['v3.5.1', 'v3.6.0'].map((version) => ({ version, ...OLD })),
  ...['v3.7.0', 'v3.8.0', 'v3.8.1', 'v3.8.2', 'v3.8.3', 'v3.8.3-patch.16', 'main'].map((version) => ({
    version,
    ...CURRENT,
  })),
];

interface Layout {
  readonly versions: Record<string, string>;
  readonly file: string;
  readonly section: string | null;
  readonly switches: unknown;
}

await runCommand(async () => {
  const [clone, ...rest] = process.argv.slice(2);
  if (clone === '--help') return print(USAGE);
  if (clone === undefined || rest.length > 0)
    throw new UsageError('Wrong number of arguments. Use: npm run configuration -- CLONE');
  const layouts: Layout[] = [];
  for (const { version, path, file, section } of VERSIONS) {
    const commit = gitIn(clone, 'rev-parse', `${version}^{commit}`).trim();
    const content = parse(gitIn(clone, 'show', `${commit}:${path}`));
    const { url: _address, ...switches } = section === null ? content : content[section];
    const last = layouts.at(-1);
    if (last && JSON.stringify(last.switches) === JSON.stringify(switches)) last.versions[version] = commit;
    else layouts.push({ versions: { [version]: commit }, file, section, switches });
  }
  const data = { source: 'https://github.com/openimsdk/open-im-server', layouts };
  // One line a switch, so that a difference between two versions is one line.
  const text = JSON.stringify(data, null, 1).replace(/\{[^{}]*\}/g, (object) => object.replace(/\s+/g, ' '));
  writeFileSync(join(import.meta.dirname, 'configuration.json'), `${text}\n`);
});

function gitIn(clone: string, ...args: string[]): string {
  try {
    return execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new UsageError(
      `${clone} does not have all versions: ${(error as Error).message.split('\n')[1]}. Clone it again.`,
    );
  }
}
