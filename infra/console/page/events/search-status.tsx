import type { Searched } from '../../contract/events.ts';
import { localSecond, timeZone } from '../shell/shown-time.ts';
import type { Events } from './loaded-events.ts';

const LIVE = { off: 'connecting', on: 'live', lost: 'connecting again', over: 'not live: reload the page' } as const;

/** Says how much was found, in which times, at which cost, and whether new events arrive. */
export function SearchStatus({ events }: { readonly events: Events }) {
  const { rows, searched, isLoading, live, liveTrouble } = events;
  const units = searched && Math.round(searched.readUnits * 10) / 10;
  return (
    <p class="status">
      <span class={`live ${live}`}>{liveTrouble ?? LIVE[live]}</span>
      <span role="status">
        {isLoading ? 'Searching … ' : ''}
        {rows.length} {rows.length === 1 ? 'event' : 'events'}
        {searched?.cursor !== undefined && ', more below'}
      </span>
      {searched?.from !== undefined && <Range searched={searched} from={searched.from} />}
      {searched && (
        <span class="cost">
          {searched.rowsRead} rows read, {units} read units
        </span>
      )}
      <span class="zone">{timeZone()}</span>
    </p>
  );
}

/** Times that were searched. Those that no query chose are named as such, on a narrow screen, too. */
function Range({ searched, from }: { readonly searched: Searched; readonly from: string }) {
  const { cursor, defaultDays } = searched;
  if (cursor === undefined && defaultDays !== undefined) return <span>the last {defaultDays} days</span>;
  return <span class="cost">from {localSecond(from)} on</span>;
}
