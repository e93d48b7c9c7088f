import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { listsElsewhere } from './missing-lists.ts';
import { notesOn } from './policy-notes.ts';
import { type PolicySource, readSource } from './policy-source.ts';

/** `npm run policy -- check FILE|DIR`. */
export function defineCheck(command: CliCommand, { stdout }: Io): void {
  command
    .description('Checks a file or directory without a table, such as in CI. The exit code is 2 after a mistake.')
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const source = await readSource(path);
      writeLine(stdout, [...allNotes(source), `${path} is valid: ${contentOf(source)}.`].join('\n'));
    });
}

function allNotes(source: PolicySource): string[] {
  const elsewhere = listsElsewhere(source).map(({ name, file }) => `The list ${name} is not beside ${file}.`);
  const repeated = source.lists.flatMap(({ name, repeated: terms }) =>
    terms.length > 0 ? [`The list ${name} has terms twice: ${terms.slice(0, 20).join(', ')}.`] : [],
  );
  return [...elsewhere, ...repeated, ...source.policies.flatMap(notesOn)];
}

function contentOf({ policies, lists }: PolicySource): string {
  const [p, l] = [policies.length, lists.length];
  return `${p} ${p === 1 ? 'policy' : 'policies'}, ${l} ${l === 1 ? 'list' : 'lists'}`;
}
