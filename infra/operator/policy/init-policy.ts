import { access, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { makeDirectory } from '../../cli/make-directory.ts';
import { UsageError } from '../../cli/usage-error.ts';

/** Files of the directory, those beside this file that they are copies of, and their use. The schema's address in the sample fits both. */
const FILES = [
  { file: 'policy.json', source: 'policy.sample.json', use: 'the policy for all groups' },
  { file: 'policy.schema.json', source: 'policy.schema.json', use: 'lets an editor complete and check it' },
  { file: 'lists/rude-words.txt', source: 'lists/rude-words.txt', use: 'a list of terms, which the policy names' },
];
const GROUPS = { file: 'groups/', use: 'for policies of single groups: ID.json' };

/** `npm run policy -- init [DIR]`. */
export function defineInit(command: CliCommand, { stdout }: Io): void {
  command
    .description('Writes a directory with a policy to start from: rules of every kind, a list and test cases.')
    .argument('[DIR]', 'the directory', 'policy')
    .action(async (directory: string) => {
      await writeAll(directory);
      writeLine(stdout, [...writtenLines(directory), '', ...nextLines(directory)].join('\n'));
    });
}

/** @throws {UsageError} when a file exists already or cannot be written */
async function writeAll(directory: string): Promise<void> {
  for (const { file } of FILES) if (await exists(join(directory, file))) throw existsAlready(join(directory, file));
  try {
    await makeDirectory(join(directory, GROUPS.file));
    for (const { file, source } of FILES) {
      const target = join(directory, file);
      await makeDirectory(dirname(target));
      await writeFile(target, await readFile(join(import.meta.dirname, source)), { flag: 'wx' });
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${directory} can't be written (${code}). Name another directory.`);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function existsAlready(file: string): UsageError {
  return new UsageError(`${file} exists already. Name another directory.`);
}

function writtenLines(directory: string): string[] {
  const written = [...FILES, GROUPS].map(({ file, use }) => ({ path: join(directory, file), use }));
  const width = Math.max(...written.map(({ path }) => path.length));
  return ['Written:', ...written.map(({ path, use }) => `  ${path.padEnd(width)}  ${use}`)];
}

function nextLines(directory: string): string[] {
  const [all, file] = [inShell(directory), inShell(join(directory, 'policy.json'))];
  return [
    'Next:',
    `  npm run policy -- try ${file} '{"nickName":"ａdmin"}'`,
    `  npm run policy -- check ${all}`,
    `  npm run policy -- set ${all}`,
  ];
}

/** Quotes a path for a shell where it must be. */
function inShell(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
