import { parseArgs } from 'node:util';
import { SECTIONS, type Section } from './results.ts';

export interface BenchOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'write';
  readonly quick: boolean;
  readonly sections: readonly Section[];
  /** A document that was measured before. */
  readonly from: string | undefined;
}

const OPTIONS = {
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  write: { type: 'boolean' },
  quick: { type: 'boolean' },
  only: { type: 'string' },
  from: { type: 'string' },
} as const;

/** @returns the options, or a sentence about a mistake */
export function parseOptions(args: readonly string[]): BenchOptions | string {
  try {
    const { values } = parseArgs({ options: OPTIONS, args: [...args] });
    const { quick = false, only, from } = values;
    const sections = SECTIONS.filter((name) => only === undefined || name === only);
    if (sections.length === 0) return `${only} is not a section. Use one of ${SECTIONS.join(', ')}.`;
    const formats = (['json', 'markdown', 'write'] as const).filter((name) => values[name]);
    if (formats.length > 1) return `Use only one of ${formats.map((name) => `--${name}`).join(' and ')}.`;
    if (formats[0] === 'write' && only !== undefined)
      return 'Use --write without --only, because it replaces all tables.';
    return { format: formats[0] ?? 'text', quick, sections, from };
  } catch {
    return `Unknown option. Use ${Object.keys(OPTIONS)
      .map((name) => `--${name}`)
      .join(', ')}.`;
  }
}
