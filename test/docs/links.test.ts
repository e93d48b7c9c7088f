import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Document, documents, ROOT } from '../support/markdown.ts';

const all = documents();

it('finds the documents', () => {
  expect(all.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/losses.md']));
  expect(all.flatMap(({ links }) => links).length).toBeGreaterThan(50);
});

describe.each(all)('$path', (document) => {
  it('has no two headings with the same anchor', () => {
    const anchors = document.headings.map(({ anchor }) => anchor);
    expect(anchors).toEqual([...new Set(anchors)]);
  });

  it('has only links to files and headings that exist', () => {
    const relative = document.links.filter((target) => !/^[a-z]+:/.test(target));
    expect(relative.filter((target) => !isThere(document, target))).toEqual([]);
  });
});

it('leads from the README to every document', () => {
  const reached = new Set(['README.md']);
  for (const path of reached) {
    const { links } = all.find((document) => document.path === path) ?? { links: [] };
    for (const target of links) if (/\.md(#|$)/.test(target)) reached.add(fileOf(path, target));
  }
  expect(all.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
});

function isThere({ path }: Document, target: string): boolean {
  const [, anchor] = target.split('#');
  const file = fileOf(path, target);
  if (!existsSync(join(ROOT, file))) return false;
  if (anchor === undefined) return true;
  const headings = all.find((document) => document.path === file)?.headings ?? [];
  return headings.some((heading) => heading.anchor === anchor);
}

function fileOf(path: string, target: string): string {
  const [file] = target.split('#');
  return file ? normalize(join(dirname(path), file)) : path;
}
