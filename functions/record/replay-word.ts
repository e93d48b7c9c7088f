/**
 * First word of a replay's summary, because indexes have the summary and not the mark. Two spaces or the end follow it, which others cannot
 * write.
 */
export const REPLAY_WORD = '(replay)';

const WITH_GAP = `${REPLAY_WORD}  `;

interface Marked {
  readonly replayOf?: string | undefined;
  readonly summary?: string | undefined;
}

/** Tells whether an operator sent the callback of a record, or of its row, again. */
export function isReplay({ replayOf, summary }: Marked): boolean {
  return replayOf !== undefined || summary === REPLAY_WORD || summary?.startsWith(WITH_GAP) === true;
}

/** Returns a summary as that of the first callback would be. */
export function withoutReplayWord(summary: string): string {
  if (summary === REPLAY_WORD) return '';
  return summary.startsWith(WITH_GAP) ? summary.slice(WITH_GAP.length) : summary;
}
