import { useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { PoliciesAnswer, PolicyInForce } from '../../contract/policies.ts';
import { get } from '../api-client.ts';
import { formatRoute } from '../route.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { localTime } from '../shell/shown-time.ts';
import { useFetched } from '../shell/use-fetched.ts';
import { PreviewForm } from './preview-form.tsx';
import { TryForm } from './try-form.tsx';

const ALL_GROUPS = '*';

/** The policies in force, and a draft to try and preview. Nothing here changes what is in force. */
export function PoliciesView({ scope = ALL_GROUPS }: { readonly scope?: string }) {
  const [round, setRound] = useState(0);
  const { value, error } = useFetched(String(round), (signal) => get<PoliciesAnswer>(ROUTES.policies, {}, signal));
  if (error) return <Failure error={error} retry={() => setRound(round + 1)} />;
  if (!value) return <p role="status">Reading …</p>;
  const policy = value.policies.find((candidate) => candidate.scope === scope);
  return (
    <article class="policies">
      <h2>Policies in force</h2>
      {value.policies.length === 0 ? (
        <Empty title="No policy is in force">
          <p>
            Everything is allowed. <code>npm run policy -- init</code> writes a sample to start from.
          </p>
        </Empty>
      ) : (
        <Scopes answer={value} chosen={scope} />
      )}
      {policy && <Policy policy={policy} />}
      <Lists answer={value} />
      <DraftForms key={scope} policy={policy} group={scope === ALL_GROUPS ? undefined : scope} />
    </article>
  );
}

function Scopes({ answer, chosen }: { readonly answer: PoliciesAnswer; readonly chosen: string }) {
  return (
    <ul class="scopes">
      {answer.policies.map(({ scope, version, changedAt }) => (
        <li key={scope}>
          <a
            href={formatRoute({ view: 'policies', scope })}
            {...(scope === chosen && { 'aria-current': 'true' as const })}
          >
            {scope === ALL_GROUPS ? 'All groups' : <ShownText text={scope} />}
          </a>{' '}
          <small>
            version {version}, {localTime(changedAt).slice(0, 16)}
          </small>
        </li>
      ))}
    </ul>
  );
}

function Policy({ policy: { author, note, document } }: { readonly policy: PolicyInForce }) {
  return (
    <>
      {author !== undefined && (
        <p>
          Set by <ShownText text={author} />
          {note !== undefined && (
            <>
              : <ShownText text={note} />
            </>
          )}
        </p>
      )}
      {document ? (
        <pre class="document">{JSON.stringify(document, null, 2)}</pre>
      ) : (
        <p class="notice failure">
          The stored policy is not valid. Set it again with <code>npm run policy -- set</code>.
        </p>
      )}
    </>
  );
}

function Lists({ answer: { lists } }: { readonly answer: PoliciesAnswer }) {
  if (lists.length === 0) return null;
  return (
    <>
      <h3>Lists of terms</h3>
      <ul>
        {lists.map(({ name, version, terms, usedBy }) => (
          <li key={name}>
            <ShownText text={name} />: {terms} terms, version {version}
            {usedBy.length === 0 && ', not used'}
          </li>
        ))}
      </ul>
    </>
  );
}

function DraftForms({
  policy,
  group,
}: {
  readonly policy: PolicyInForce | undefined;
  readonly group: string | undefined;
}) {
  const [text, setText] = useState(() => JSON.stringify(policy?.document ?? {}, null, 2));
  return (
    <>
      <h2>Draft</h2>
      <p>Change the draft, and see what it would decide. It is not stored.</p>
      <label for="draft">
        Draft of {group === undefined ? 'the policy for all groups' : `the policy for ${group}`}
      </label>
      <textarea
        id="draft"
        rows={12}
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div class="forms">
        <TryForm draft={text} group={group} />
        <PreviewForm draft={text} group={group} />
      </div>
    </>
  );
}
