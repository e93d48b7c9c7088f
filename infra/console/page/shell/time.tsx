import { localTime } from './shown-time.ts';

/** A time of a row, in parts of which a narrow row hides some. The year is in its tooltip. */
export function RowTime({ at }: { readonly at: string }) {
  const shown = localTime(at);
  return (
    <time class="when" dateTime={at} title={shown}>
      <span class="date">{shown.slice(5, 10)} </span>
      {shown.slice(11, 19)}
      <span class="ms">{shown.slice(19)}</span>
    </time>
  );
}
