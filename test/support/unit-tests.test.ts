import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const TEST = join(import.meta.dirname, '..');

/** Modules with which a file starts processes or threads, bundles, synthesises the stack, or serves on this machine. */
const SYSTEM_MODULES = [
  /^node:(child_process|cluster|worker_threads)$/,
  /^(esbuild|aws-cdk-lib)($|\/)/,
  /\/infra\/local\/(server|start|database-supervisor)\.ts$/,
];

/** Names that anyone may import from `processes.ts`: they start no process. */
const HARMLESS = ['emptyData', 'emptyDirectory'];

interface Import {
  readonly from: string;
  readonly names: readonly string[];
}

function importsOf(text: string): Import[] {
  const isType = (clause = '') => clause.startsWith('type ');
  const statements = text.matchAll(/(?:import|export)\s*(?:\(\s*|([^;'"]*?)\s*from\s*)?['"]([^'"]+)['"]/g);
  return [...statements].flatMap(([, clause, from = '']) =>
    isType(clause) ? [] : [{ from, names: (clause ?? '').match(/\w+/g) ?? [] }],
  );
}

/** Returns the imports of a text, and of the files of `support` that it imports, which only system tests may have. */
function systemImports(text: string, directory: string): string[] {
  return importsOf(text).flatMap(({ from, names }) => {
    if (SYSTEM_MODULES.some((module) => module.test(from))) return [from];
    if (!/^\.{1,2}\/(.*\/)?[\w-]+\.ts$/.test(from)) return [];
    const file = join(directory, from);
    if (dirname(file) !== import.meta.dirname) return [];
    const isHarmless = file.endsWith('/processes.ts') && names.every((name) => HARMLESS.includes(name));
    return isHarmless
      ? []
      : systemImports(readFileSync(file, 'utf8'), dirname(file)).map((found) => `${from}: ${found}`);
  });
}

/** This file only quotes such imports. */
const OWN = 'support/unit-tests.test.ts';

const files = globSync('**/*.test.ts', { cwd: TEST }).filter(
  (file) => !/\.(system|long)\.test\.ts$/.test(file) && file !== OWN,
);

it.each(files)('%s starts no process and no server of this machine', (file) => {
  expect(systemImports(readFileSync(join(TEST, file), 'utf8'), dirname(join(TEST, file)))).toEqual([]);
});

describe('finds', () => {
  it.each([
    { what: 'a module', text: "import { spawn } from 'node:child_process';" },
    { what: 'a module over several lines', text: "import {\n  spawn,\n} from 'node:child_process';" },
    { what: 'an import at run time', text: "await import('node:worker_threads');" },
    { what: 'a function that starts a process', text: "import { emptyData, run } from './processes.ts';" },
    { what: 'a bundle', text: "import { bundleOf } from './bundle.ts';" },
    { what: 'the stack', text: "import { synthesise } from './template.ts';" },
    { what: 'a server', text: "import { serve } from './serve.ts';" },
    { what: 'a database in a thread', text: "import { tableInThread } from './table-in-thread.ts';" },
  ])('$what', ({ text }) => {
    expect(systemImports(text, import.meta.dirname)).not.toEqual([]);
  });

  it.each([
    { what: 'a type', text: "import type { Receiver } from './processes.ts';" },
    { what: 'a directory', text: "import { emptyDirectory } from './processes.ts';" },
    { what: 'the DynamoDB stub', text: "import { auditTable } from './table.ts';" },
  ])('not $what', ({ text }) => {
    expect(systemImports(text, import.meta.dirname)).toEqual([]);
  });
});
