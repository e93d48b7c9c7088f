import { parseArgs } from 'node:util';

const PARTS = ['answers', 'losses', 'away'] as const;
export type Part = (typeof PARTS)[number];

export interface RelayBenchOptions {
  readonly format: 'text' | 'json' | 'write';
  readonly quick: boolean;
  readonly parts: readonly Part[];
  /** Directory on the disk to measure. */
  readonly spool: string | undefined;
  /** A document that was measured before. */
  readonly from: string | undefined;
}

const OPTIONS = {
  json: { type: 'boolean' },
  write: { type: 'boolean' },
  quick: { type: 'boolean' },
  only: { type: 'string' },
  spool: { type: 'string' },
  from: { type: 'string' },
} as const;

/** @returns the options, or a sentence about a mistake */
export function parseOptions(args: readonly string[]): RelayBenchOptions | string {
  try {
    const { values } = parseArgs({ options: OPTIONS, args: [...args] });
    const { json, write, quick = false, only, spool, from } = values;
    const parts = PARTS.filter((part) => only === undefined || part === only);
    if (parts.length === 0) return `${only} is not a part. Use one of ${PARTS.join(', ')}.`;
    if (json && write) return 'Use only one of --json and --write.';
    if (write && (only !== undefined || quick))
      return 'Use --write without --only and --quick, because it replaces whole tables.';
    return { format: write ? 'write' : json ? 'json' : 'text', quick, parts, spool, from };
  } catch {
    return `Unknown option. Use ${Object.keys(OPTIONS)
      .map((name) => `--${name}`)
      .join(', ')}.`;
  }
}
