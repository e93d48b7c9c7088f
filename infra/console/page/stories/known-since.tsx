import type { GroupStory } from '../../contract/stories.ts';
import { localSecond } from '../shell/shown-time.ts';

type Known = Pick<GroupStory, 'knownSince' | 'readBackTo' | 'rowsRead' | 'readUnits'>;

/** Says since when a story is known, and the cost of reading it. */
export function KnownSince({ story }: { readonly story: Known }) {
  const { knownSince, readBackTo, rowsRead, readUnits } = story;
  return (
    <p class="status">
      {knownSince !== undefined && <span>Known since {localSecond(knownSince)}, when the first record was made.</span>}
      {readBackTo !== undefined && <span>Older records than {localSecond(readBackTo)} were not read.</span>}
      <span>
        {rowsRead} rows read, {Math.round(readUnits * 10) / 10} read units
      </span>
    </p>
  );
}
