import { useEffect, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { HealthAnswer } from '../../contract/health.ts';
import { get } from '../api-client.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { localSecond, timeAgo } from '../shell/shown-time.ts';
import { useFetched } from '../shell/use-fetched.ts';
import { ReceiverTiles, Tile } from './receiver-tiles.tsx';

const REFRESH_MS = 5000;

/** OpenIM's last call, and obstacles to recording. */
export function HealthView() {
  const [round, setRound] = useState(0);
  const { value, error } = useFetched(String(round), (signal) => get<HealthAnswer>(ROUTES.health, {}, signal));
  useEffect(() => {
    const timer = setInterval(() => setRound((before) => before + 1), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <article class="health">
      <h2>Health</h2>
      {error && <Failure error={error} />}
      {value && <Health health={value} />}
    </article>
  );
}

function Health({ health: { now, place, lastCall, receiver } }: { readonly health: HealthAnswer }) {
  return (
    <>
      {!lastCall && (
        <Empty title="OpenIM has not called yet">
          <p>
            Run <code>npm run doctor</code>. It says what works, and what to do about the rest.
          </p>
        </Empty>
      )}
      <dl class="tiles">
        {lastCall && (
          <Tile name="Last call" figure={timeAgo(lastCall.at, Date.parse(now))}>
            {lastCall.callback} <OutcomeBadge outcome={lastCall.outcome} /> at{' '}
            <time dateTime={lastCall.at}>{localSecond(lastCall.at)}</time>
          </Tile>
        )}
        {receiver && <ReceiverTiles receiver={receiver} />}
      </dl>
      <p class="facts">
        <span>Records are in {place}.</span>
        {!receiver && <span>The receiver runs elsewhere: see the stack's dashboard for its latency and queue.</span>}
      </p>
    </>
  );
}
