import { useState } from 'preact/hooks';
import { DOORS } from '../../../../functions/policy/doors/sections.ts';
import { ROUTES } from '../../api.ts';
import type { TryAnswer } from '../../contract/policies.ts';
import { Failure } from '../shell/notices.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { readJson } from './read-json.ts';
import { usePosted } from './use-posted.ts';
import { VerdictBadge } from './verdict-badge.tsx';

/** Judges one request by the draft. */
export function TryForm({ draft, group }: { readonly draft: string; readonly group: string | undefined }) {
  const [request, setRequest] = useState('{"nickName": "ａdmin"}');
  const [at, setAt] = useState('');
  const { value, error, isLoading, send } = usePosted<TryAnswer>(ROUTES.try, () => ({
    draft: { document: readJson(draft, 'draft') },
    ...(at && { at }),
    ...(group !== undefined && { group }),
    request: readJson(request, 'request'),
  }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>Try one request</h3>
      <label for="try-request">Request</label>
      <textarea
        id="try-request"
        rows={4}
        spellcheck={false}
        value={request}
        onInput={({ currentTarget }) => setRequest(currentTarget.value)}
      />
      <div class="fields">
        <div>
          <label for="try-at">Callback</label>
          <select id="try-at" value={at} onChange={({ currentTarget }) => setAt(currentTarget.value)}>
            <option value="">by its fields</option>
            {DOORS.map((door) => (
              <option key={door} value={door}>
                {door}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" disabled={isLoading}>
          Try
        </button>
      </div>
      <div aria-live="polite">
        {error && <Failure error={error} />}
        {value && (
          <>
            <p>
              <VerdictBadge verdict={value.decision.verdict} /> at {value.door}
            </p>
            <ul>
              {value.lines.map((line) => (
                <li key={line}>
                  <ShownText text={line} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </form>
  );
}
