import { useEffect, useRef, useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { EventAnswer, EventBody, EventChange } from '../../contract/events.ts';
import { get } from '../api-client.ts';
import { formatRoute } from '../route.ts';
import { Failure } from '../shell/notices.tsx';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { useFetched } from '../shell/use-fetched.ts';

/** Wait before a chosen event is read, so that holding an arrow key down does not read each one it passes. */
const SETTLE_MS = 60;

/** One event in full: what happened, why, what changed, the body and the answer. */
export function EventDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const pane = useRef<HTMLElement>(null);
  const { value, error } = useFetched(id, async (signal) => {
    await settled(signal);
    return get<EventAnswer>(ROUTES.event, { id }, signal);
  });
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && onClose();
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);
  return (
    <section ref={pane} class="detail" aria-label="Event" tabIndex={-1}>
      <div class="bar">
        <button type="button" class="quiet" onClick={() => void navigator.clipboard.writeText(location.href)}>
          Copy link
        </button>
        <button type="button" class="quiet" onClick={onClose} aria-keyshortcuts="Escape">
          Close
        </button>
      </div>
      {error && <Failure error={error} />}
      {value && <Detail key={value.row.eventID} answer={value} />}
    </section>
  );
}

function settled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, SETTLE_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function Detail({ answer }: { readonly answer: EventAnswer }) {
  const { row, sentence, verdict, changes, fields, body } = answer;
  return (
    <>
      <h2>
        <ShownText text={sentence} />
      </h2>
      <p class="facts">
        <OutcomeBadge outcome={row.outcome} />
        <time dateTime={row.receivedAt}>{localTime(row.receivedAt)}</time>
        <span>{row.callback}</span>
        {row.groupID !== undefined && (
          <a href={formatRoute({ view: 'group', id: row.groupID })}>
            group <ShownText text={row.groupID} />
          </a>
        )}
        {row.userID !== undefined && (
          <a href={formatRoute({ view: 'user', id: row.userID })}>
            user <ShownText text={row.userID} />
          </a>
        )}
      </p>
      <ul class="verdict">
        {verdict.map((line) => (
          <li key={line}>
            <ShownText text={line} />
          </li>
        ))}
      </ul>
      {changes.length > 0 && <Changes changes={changes} />}
      <h3>Event</h3>
      <dl>
        {fields.map(({ name, json, isCut }) => (
          <div key={name}>
            <dt>
              <ShownText text={name} />
            </dt>
            <dd>
              <ShownText text={json} />
              {isCut && ' …'}
            </dd>
          </div>
        ))}
      </dl>
      <Body body={body} />
      <Answer answer={answer} />
      <Origin answer={answer} />
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly EventChange[] }) {
  return (
    <>
      <h3>Changes by the policy</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after, isMade }) => (
            <tr key={field}>
              <th scope="row">
                <ShownText text={field} />
              </th>
              <td>
                <ShownText text={String(before)} />
              </td>
              <td>
                <ShownText text={String(after)} />
                {!isMade && <em> (only monitored)</em>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Characters of a body that are shown at first. */
const FIRST_CHARACTERS = 5000;

const BODY_NOTES: Readonly<Record<EventBody['state'], string>> = {
  whole: '',
  cut: 'Only the beginning is shown. "npm run audit -- show" prints the whole body.',
  none: 'The callback had no body.',
  gone: 'It was in the first record of this event, which has expired.',
  dropped: 'It was not kept, because it may hold a secret or a message.',
};

function Body({ body }: { readonly body: EventBody }) {
  const [isWhole, setWhole] = useState(body.text.length <= FIRST_CHARACTERS);
  return (
    <>
      <h3>
        Body as it came{' '}
        <small>
          {body.bytes} bytes{body.encoding === 'base64' ? ', in base64' : ''}
        </small>
      </h3>
      {body.redacted.length > 0 && <p>Values left out: {body.redacted.join(', ')}.</p>}
      {BODY_NOTES[body.state] && <p>{BODY_NOTES[body.state]}</p>}
      {body.text && (
        <pre>
          <ShownText text={isWhole ? body.text : body.text.slice(0, FIRST_CHARACTERS)} />
        </pre>
      )}
      {!isWhole && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {body.text.length} characters
        </button>
      )}
    </>
  );
}

function Answer({ answer: { answer } }: { readonly answer: EventAnswer }) {
  return (
    <>
      <h3>
        Answer to OpenIM <small>status {answer.status}</small>
      </h3>
      <pre>
        <ShownText text={answer.json} />
      </pre>
      {answer.doubts.length > 0 && (
        <p>Made again from the record, and perhaps another one was sent: {answer.doubts.join('; ')}.</p>
      )}
    </>
  );
}

function Origin({ answer }: { readonly answer: EventAnswer }) {
  const { row, requestID, operationID, sourceIP, sentAs, cleanUpOf, insteadOf, correctedBy } = answer;
  const records = {
    'repeat of': row.repeatOf,
    'clean-up of': cleanUpOf,
    'instead of': insteadOf,
    'corrected by': correctedBy,
  };
  const texts = {
    eventID: row.eventID,
    'operation ID': operationID,
    'request ID': requestID,
    'source address': sourceIP,
    'sent as': sentAs,
  };
  return (
    <>
      <h3>Record</h3>
      <dl>
        {Object.entries(texts).map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <ShownText text={text} />
              </dd>
            </div>
          ),
        )}
        {Object.entries(records).map(([name, id]) =>
          id === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <a href={formatRoute({ view: 'events', q: '', event: id })}>{id}</a>
              </dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
