import type { EventAnswer } from '../../contract/events.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';

/** IDs and origin of a record, and the records that belong to it. */
export function Origin({ answer }: { readonly answer: EventAnswer }) {
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
    'recorded late': row.recordedAt,
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
