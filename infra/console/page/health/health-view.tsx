import { useEffect, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { HealthAnswer, ReceiverHealth } from '../../contract/health.ts';
import { get } from '../api-client.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { localTime, timeAgo } from '../shell/shown-time.ts';
import { useFetched } from '../shell/use-fetched.ts';

const REFRESH_MS = 5000;

/** Whether OpenIM calls, and what is in the way of recording it. */
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
      {lastCall ? (
        <p class="facts">
          <strong>Last call {timeAgo(lastCall.at, Date.parse(now))}</strong>
          <span>{lastCall.callback}</span>
          <OutcomeBadge outcome={lastCall.outcome} />
          <time dateTime={lastCall.at}>{localTime(lastCall.at)}</time>
        </p>
      ) : (
        <Empty title="OpenIM has not called yet">
          <p>
            Run <code>npm run doctor</code>. It says what works, and what to do about the rest.
          </p>
        </Empty>
      )}
      <dl>
        <div>
          <dt>Records</dt>
          <dd>{place}</dd>
        </div>
        {receiver && <Receiver receiver={receiver} />}
      </dl>
      {!receiver && (
        <p>The receiver runs elsewhere. Its latency, queue and alarms are on the dashboard of the stack.</p>
      )}
    </>
  );
}

function Receiver({ receiver }: { readonly receiver: ReceiverHealth }) {
  const { startedAt, calls, latencyMs, losses, queueDepth, writeFailures, lastFailure } = receiver;
  const facts: Readonly<Record<string, string | undefined>> = {
    Started: localTime(startedAt),
    Callbacks: String(calls),
    Latency:
      latencyMs && `${latencyMs.median.toFixed(1)} ms median, ${latencyMs.p99.toFixed(1)} ms for the slowest of 100`,
    'Expected losses':
      losses &&
      `${losses.lost} of ${losses.of} events at once. OpenIM drops events above ${losses.maxEventsPerSecond} a second for long.`,
    'Waiting in the queue': `${queueDepth} ${queueDepth === 1 ? 'record' : 'records'}`,
    'Table did not take': `${writeFailures.queued} went to the queue, ${writeFailures.onlyLogged} only to the log`,
    'Last failure': lastFailure && `${localTime(lastFailure.at)} ${lastFailure.error}`,
  };
  return (
    <>
      {Object.entries(facts).map(([name, text]) =>
        text === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
    </>
  );
}
