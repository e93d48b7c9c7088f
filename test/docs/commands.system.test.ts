import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../infra/operator/commands.ts';
import { runHere } from '../support/commands.ts';
import { commandsOf, type Document, documents, ROOT } from '../support/markdown.ts';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Files of the project. What is generated or installed is not among them. */
const files = new Set(globSync('{*,{functions,infra,test,docs,.ci,.github}/**/*}', { cwd: ROOT }));
const names = new Set([...files].map((file) => basename(file)));

const all = documents().map((document) => ({ path: document.path, code: codeOf(document) }));

describe.each(all)('$path', ({ code }) => {
  it('names only scripts that exist', () => {
    const named = code.flatMap((text) =>
      [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('names only files of the project that exist', () => {
    const paths = code.flatMap(
      (text) => text.match(/(?<![\w./-])(?:functions|infra|test|docs|\.ci|\.github)\/[\w./*-]*/g) ?? [],
    );
    expect(paths.filter((path) => !files.has(path.replace(/\/$/, '')))).toEqual([]);
  });

  it('names only source files that exist', () => {
    const sources = code.filter((text) => /^[\w.-]+\.ts$/.test(text));
    expect(sources.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.each(COMMANDS)('$name', ({ name }) => {
  it('is documented with options that it has', async () => {
    const help = await helpOf([name]);
    const written = all.flatMap(({ code: texts }) => texts.flatMap((text) => optionsOf(name, text)));

    expect(written.filter((option) => !help.includes(option))).toEqual([]);
  });
});

/** Returns the help of a command, and of all commands in it. */
async function helpOf(command: readonly string[]): Promise<string> {
  const { code, stdout } = await runHere([...command, '--help']);
  expect(code, command.join(' ')).toBe(0);
  const inner = await Promise.all(innerOf(stdout).map((name) => helpOf([...command, name])));
  return [stdout, ...inner].join('\n');
}

/** Commands that a help lists. */
function innerOf(help: string): string[] {
  const [, section = ''] = /^Commands:\n((?: {2,}.*\n)+)/m.exec(help) ?? [];
  return [...section.matchAll(/^ {2}([\w-]+)/gm)].map(([, inner = '']) => inner);
}

/** Code spans, and the lines of blocks without comments. */
function codeOf({ spans, blocks }: Document): string[] {
  return [...spans, ...blocks.filter(({ language }) => language !== 'mermaid').flatMap(commandsOf)];
}

function optionsOf(name: string, text: string): string[] {
  const called = `npm (?:run )?(?:-s )?${name} -- |npx openim-webhook ${name} `;
  const given = new RegExp(`(?:${called})([^|>&]*)`).exec(text)?.[1] ?? '';
  return given.match(/(?<=^|\s)--[a-z-]+/g) ?? [];
}
