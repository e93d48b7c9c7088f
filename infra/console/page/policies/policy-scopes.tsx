import type { PoliciesAnswer } from '../../contract/policies.ts';
import { formatRoute } from '../route.ts';
import { ShownText } from '../shell/shown-text.tsx';
import { localSecond } from '../shell/shown-time.ts';

export const ALL_GROUPS = '*';

interface PolicyScopesProps {
  readonly answer: PoliciesAnswer;
  readonly chosen: string;
}

/** Policies in force, to choose from. */
export function PolicyScopes({ answer, chosen }: PolicyScopesProps) {
  return (
    <ul class="scopes">
      {answer.policies.map(({ scope, version, changedAt }) => (
        <li key={scope}>
          <a
            href={formatRoute({ view: 'policies', scope })}
            {...(scope === chosen && { 'aria-current': 'true' as const })}
          >
            {scope === ALL_GROUPS ? (
              'All groups'
            ) : (
              <>
                Group <ShownText text={scope} />
              </>
            )}{' '}
            <small>
              version {version}, {localSecond(changedAt).slice(0, 16)}
            </small>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Lists of terms in force. */
export function TermLists({ answer: { lists } }: { readonly answer: PoliciesAnswer }) {
  if (lists.length === 0) return null;
  return (
    <>
      <h3>Lists of terms</h3>
      <ul class="term-lists">
        {lists.map(({ name, version, terms, usedBy }) => (
          <li key={name}>
            <ShownText text={name} />{' '}
            <small>
              {terms} {terms === 1 ? 'term' : 'terms'}, version {version}
              {usedBy.length === 0 && ', not used'}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
