import type { EventAnswer } from '../../contract/events.ts';
import { formatRoute } from '../route.ts';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { Answer, Body } from './event-body.tsx';
import { Changes } from './event-changes.tsx';
import { Origin } from './event-origin.tsx';
import { Relay } from './event-relay.tsx';

/** One event: a sentence, the reason, changes, the body and the answer. */
export function EventExplained({ answer }: { readonly answer: EventAnswer }) {
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
      <ul class={`verdict ${row.outcome}`}>
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
      <Answer answer={answer.answer} />
      {answer.relay && <Relay relay={answer.relay} />}
      <Origin answer={answer} />
    </>
  );
}
