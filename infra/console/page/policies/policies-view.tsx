import { useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { PoliciesAnswer, PolicyInForce } from '../../contract/policies.ts';
import { get } from '../api-client.ts';
import { Empty, Failure } from '../shell/notices.tsx';
import { ShownText } from '../shell/shown-text.tsx';
import { useFetched } from '../shell/use-fetched.ts';
import { formatDocument } from './format-document.ts';
import { ALL_GROUPS, PolicyScopes, TermLists } from './policy-scopes.tsx';
import { PreviewForm } from './preview-form.tsx';
import { TryForm } from './try-form.tsx';

/** The policies in force, and a draft to try and preview. Nothing here changes what is in force. */
export function PoliciesView({ scope = ALL_GROUPS }: { readonly scope?: string }) {
  const [round, setRound] = useState(0);
  const { value, error } = useFetched(String(round), (signal) => get<PoliciesAnswer>(ROUTES.policies, {}, signal));
  if (error) return <Failure error={error} retry={() => setRound(round + 1)} />;
  if (!value)
    return (
      <p class="notice" role="status">
        Reading …
      </p>
    );
  return <Policies key={scope} answer={value} scope={scope} />;
}

/** `key` the scope, so that each has a draft of its own. */
function Policies({ answer, scope }: { readonly answer: PoliciesAnswer; readonly scope: string }) {
  const policy = answer.policies.find((candidate) => candidate.scope === scope);
  const group = scope === ALL_GROUPS ? undefined : scope;
  const [draft, setDraft] = useState(() => formatDocument(policy?.document ?? {}));
  return (
    <article class="policies">
      {answer.policies.length > 0 && <PolicyScopes answer={answer} chosen={scope} />}
      <div class="columns-2">
        <section aria-labelledby="in-force">
          <h2 id="in-force">In force</h2>
          {policy ? <InForce policy={policy} /> : <NoPolicy />}
          <TermLists answer={answer} />
        </section>
        <section aria-labelledby="draft-title">
          <h2 id="draft-title">Draft</h2>
          <label for="draft">
            A draft of {group === undefined ? 'the policy for all groups' : `the policy for ${group}`}. It is not
            stored.
          </label>
          <textarea
            id="draft"
            class="document"
            rows={16}
            spellcheck={false}
            value={draft}
            onInput={({ currentTarget }) => setDraft(currentTarget.value)}
          />
        </section>
        <TryForm draft={draft} group={group} />
        <PreviewForm draft={draft} group={group} />
      </div>
    </article>
  );
}

function NoPolicy() {
  return (
    <Empty title="No policy is in force">
      <p>
        Everything is allowed. <code>npm run policy -- init</code> writes a sample to start from.
      </p>
    </Empty>
  );
}

function InForce({ policy: { author, note, document } }: { readonly policy: PolicyInForce }) {
  if (!document)
    return (
      <p class="notice failure">
        The stored policy is not valid. Set it again with <code>npm run policy -- set</code>.
      </p>
    );
  return (
    <>
      <p class="by">
        {author === undefined ? 'Its author is not recorded.' : 'Set by '}
        {author !== undefined && <ShownText text={author} />}
        {note !== undefined && (
          <>
            : <ShownText text={note} />
          </>
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it. */}
      <section class="document" tabIndex={0} aria-label="Policy in force">
        <pre>{formatDocument(document)}</pre>
      </section>
    </>
  );
}
