import type { NamedEffects, PreviewAnswer, PreviewedRequest } from '../../contract/policies.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';
import { VerdictBadge } from './verdict-badge.tsx';

/** Verdicts that a draft would have given: in total, by rule, by group, and for each request. */
export function Preview({ preview: { from, isComplete, counts, requests } }: { readonly preview: PreviewAnswer }) {
  const { verdicts, differing, monitored } = counts;
  return (
    <>
      <p>
        Of {counts.requests} requests since {localSecond(from).slice(0, 16)}, the draft refuses {verdicts.refuse},
        changes {verdicts.change} and allows {verdicts.allow}. {differing} differ from then.{' '}
        {monitored > 0 && `Monitored rules would touch ${monitored}.`}
      </p>
      {!isComplete && <p>Older requests were not judged. Use a shorter time, or the command.</p>}
      <Effects title="Rule" effects={counts.byRule} />
      <Effects title="Group" effects={counts.byGroup} />
      {requests.length > 0 && <Requests requests={requests} />}
    </>
  );
}

function Effects({ title, effects }: { readonly title: string; readonly effects: readonly NamedEffects[] }) {
  if (effects.length === 0) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">Refused</th>
          <th scope="col">Changed</th>
          <th scope="col">Monitored</th>
        </tr>
      </thead>
      <tbody>
        {effects.map(({ name, refused, changed, monitored }) => (
          <tr key={name}>
            <th scope="row">{name ? <ShownText text={name} /> : 'no group'}</th>
            <td>{refused}</td>
            <td>{changed}</td>
            <td>{monitored}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Requests({ requests }: { readonly requests: readonly PreviewedRequest[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Value</th>
          <th scope="col">Then</th>
          <th scope="col">Now</th>
          <th scope="col">Rules</th>
        </tr>
      </thead>
      <tbody>
        {requests.map(({ eventID, receivedAt, verdictThen, verdictNow, values }) => (
          <tr key={eventID}>
            <td class="nowrap">
              <a href={formatRoute({ view: 'events', q: '', event: eventID })}>{localSecond(receivedAt)}</a>
            </td>
            <td>
              {values.map(({ field, value }) => (
                <div key={field}>
                  {field}={value !== undefined && <ShownText text={String(value)} />}
                </div>
              ))}
            </td>
            <td class="nowrap">
              <VerdictBadge verdict={verdictThen} />
            </td>
            <td class="nowrap">
              <VerdictBadge verdict={verdictNow} />
            </td>
            <td>{[...new Set(values.flatMap(({ rules }) => rules.map(({ id }) => id)))].join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
