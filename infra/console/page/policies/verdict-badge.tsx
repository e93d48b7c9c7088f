import type { Verdict } from '../../../../functions/record/decision.ts';
import { OutcomeBadge } from '../shell/outcome-badge.tsx';

const OUTCOMES: Readonly<Record<Verdict, string>> = { allow: 'allowed', change: 'changed', refuse: 'refused' };

/** Verdict of a policy, as the outcome that it would be. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  return <OutcomeBadge outcome={OUTCOMES[verdict]} />;
}
