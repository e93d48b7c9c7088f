import { complete as completionsOf, type KnownValues } from '../../../query/complete.ts';

/** A completion of a query at the cursor. */
export interface Completion {
  /** The line with it, and the cursor after it. */
  readonly line: string;
  readonly cursor: number;
  /** The word that the completion writes. */
  readonly text: string;
  readonly description: string;
}

const MAX_OFFERS = 10;

/** Returns the lines that a line may become at the cursor. */
export function complete(line: string, cursor: number, known: KnownValues): readonly Completion[] {
  const { from, to, offers } = completionsOf(line, cursor, known);
  return offers.slice(0, MAX_OFFERS).map(({ text, description = '' }) => ({
    line: `${line.slice(0, from)}${text}${line.slice(to)}`,
    cursor: from + text.length,
    text,
    description,
  }));
}
