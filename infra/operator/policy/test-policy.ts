import { resolve } from 'node:path';
import type { CliCommand } from '../../cli/cli-command.ts';
import { type Io, writeLine } from '../../cli/io.ts';
import { FailedCheck, UsageError } from '../../cli/usage-error.ts';
import { homeOf, isGroupFile } from './group-file.ts';
import { listsElsewhere } from './missing-lists.ts';
import { type PolicyPart, type PolicySource, readSource } from './policy-source.ts';
import { failuresOf } from './policy-tests.ts';

/** `npm run policy -- test FILE|DIR`. */
export function defineTest(command: CliCommand, { stdout }: Io): void {
  command
    .description(
      'Judges the test cases of a file or directory. The exit code is 1 if a case fails, and 2 after a mistake.',
    )
    .argument('<FILE>', 'the policy, in JSON, or a directory')
    .action(async (path: string) => {
      const { source, isWanted } = await readTested(path);
      requireListsBeside(source);
      const cases = source.policies
        .filter(isWanted)
        .reduce((sum, { document }) => sum + (document.tests?.length ?? 0), 0);
      const failures = failuresOf(source, isWanted);
      writeLine(stdout, [...failures, summary(path, cases, failures.length)].join('\n'));
      if (failures.length > 0) throw new FailedCheck('test cases fail');
    });
}

interface Tested {
  readonly source: PolicySource;
  readonly isWanted: (part: PolicyPart) => boolean;
}

/** Reads a group's file in `groups/` with its whole directory, because its cases are judged beside the policy for all groups. */
async function readTested(path: string): Promise<Tested> {
  const source = await readSource(path);
  if (source.isDirectory || !isGroupFile(path)) return { source, isWanted: () => true };
  return { source: await readSource(homeOf(path)), isWanted: ({ file }) => resolve(file) === resolve(path) };
}

/** @throws {UsageError} */
function requireListsBeside(source: PolicySource): void {
  const mistakes = listsElsewhere(source).map(
    ({ name, file }) => `${file} names the list ${name}, which tests need. Write lists/${name}.txt beside the policy.`,
  );
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
}

function summary(path: string, cases: number, failures: number): string {
  if (cases === 0) return `${path} has no test cases. Add them as "tests".`;
  const all = `${cases} test ${cases === 1 ? 'case' : 'cases'}`;
  return failures === 0
    ? `${all} ${cases === 1 ? 'passes' : 'pass'}.`
    : `${failures} of ${all} ${failures === 1 ? 'fails' : 'fail'}.`;
}
