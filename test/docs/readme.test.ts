import { describe, expect, it } from 'vitest';
import { commandsOf, type Document, readDocument } from '../support/markdown.ts';

const english = readDocument('README.md');
const chinese = readDocument('README.zh-CN.md');

it.each([english, chinese])('$path has at most 150 lines', ({ lines }) => {
  expect(lines.length).toBeLessThanOrEqual(150);
});

describe('the Chinese README is in step with the English one', () => {
  it('in its commands and outputs', () => {
    const codeOf = ({ blocks }: Document) => blocks.filter(({ language }) => language !== 'mermaid').map(commandsOf);
    expect(codeOf(chinese)).toEqual(codeOf(english));
  });

  it('in its sections', () => {
    const levelsOf = ({ headings }: Document) => headings.map(({ level }) => level);
    expect(levelsOf(chinese)).toEqual(levelsOf(english));
  });

  it('in its tables', () => {
    const tablesOf = ({ rows }: Document) => [...rows.values()].map((table) => table.map((cells) => cells.length));
    expect(tablesOf(chinese)).toEqual(tablesOf(english));
    expect(namesInTables(chinese)).toEqual(namesInTables(english));
  });

  it('in the documents and pages that it links to', () => {
    const targetsOf = ({ links }: Document) =>
      links
        .map((target) => target.replace(/#.*/, ''))
        .filter((target) => target !== '' && !target.startsWith('README'));
    expect(targetsOf(chinese).sort()).toEqual(targetsOf(english).sort());
  });
});

/** Settings, values and names of callbacks, in the order of their rows. */
function namesInTables({ rows }: Document): string[][] {
  return [...rows.values()].flat().map((cells) => (cells.join(' ').match(/`[^`]+`/g) ?? []).sort());
}
