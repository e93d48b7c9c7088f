import { complete as completionsOf } from '../../../query/complete.ts';

/** What may stand next in a query: the line with it. */
export interface Completion {
  readonly line: string;
  readonly description: string;
}

const MAX_OFFERS = 12;

/** Returns the lines that a line may become at the cursor. */
export function complete(line: string, cursor: number): readonly Completion[] {
  const { from, to, offers } = completionsOf(line, cursor);
  return offers.slice(0, MAX_OFFERS).map(({ text, description }) => ({
    line: `${line.slice(0, from)}${text}${line.slice(to)}`,
    description: description ?? '',
  }));
}
