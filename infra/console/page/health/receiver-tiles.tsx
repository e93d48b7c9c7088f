import type { ComponentChildren } from 'preact';
import type { ReceiverHealth } from '../../contract/health.ts';
import { localSecond } from '../shell/shown-time.ts';

interface TileProps {
  readonly name: string;
  readonly figure: string;
  readonly isBad?: boolean;
  readonly children: ComponentChildren;
}

/** One figure, and what it means. */
export function Tile({ name, figure, isBad = false, children }: TileProps) {
  return (
    <div class={isBad ? 'tile bad' : 'tile'}>
      <dt>{name}</dt>
      <dd class="figure">{figure}</dd>
      <dd>{children}</dd>
    </div>
  );
}

/** Figures of the receiver since its start. */
export function ReceiverTiles({ receiver }: { readonly receiver: ReceiverHealth }) {
  const { startedAt, calls, latencyMs, losses, queueDepth, writeFailures, lastFailure } = receiver;
  const failures = writeFailures.queued + writeFailures.onlyLogged;
  return (
    <>
      {losses && (
        <Tile name="Losses expected in a burst" figure={`${losses.lost} of ${losses.of}`} isBad={losses.lost > 0}>
          At this latency, OpenIM drops events above {losses.maxEventsPerSecond} a second for long.
        </Tile>
      )}
      {latencyMs && (
        <Tile name="Latency" figure={`${latencyMs.median.toFixed(1)} ms`}>
          Median of the newest 1,000 callbacks in the receiver. One of 100 takes {latencyMs.p99.toFixed(1)} ms or more.
        </Tile>
      )}
      <Tile name="Queue" figure={String(queueDepth)} isBad={queueDepth > 0}>
        {queueDepth === 1 ? 'record waits' : 'records wait'} to be written to the table.
      </Tile>
      <Tile name="Failed writes" figure={String(failures)} isBad={writeFailures.onlyLogged > 0}>
        {writeFailures.queued} went to the queue, {writeFailures.onlyLogged} only to the log.
      </Tile>
      <Tile name="Callbacks" figure={calls.toLocaleString('en')}>
        Since {localSecond(startedAt)}.
      </Tile>
      {lastFailure && (
        <Tile name="Last failure" figure={lastFailure.error}>
          {localSecond(lastFailure.at)}
        </Tile>
      )}
    </>
  );
}
