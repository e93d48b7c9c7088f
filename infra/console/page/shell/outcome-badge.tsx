/** Outcomes in the order in which charts stack them, each with a sign, so that colour is not needed to tell them apart. */
export const OUTCOMES = ['recorded', 'allowed', 'changed', 'refused', 'malformed', 'failed'] as const;

const SIGNS: Readonly<Record<string, string>> = {
  recorded: '●',
  allowed: '✓',
  changed: '~',
  refused: '✕',
  malformed: '?',
  failed: '!',
};

/** Outcome of a callback, with its sign and colour. */
export function OutcomeBadge({ outcome }: { readonly outcome: string }) {
  const known = Object.hasOwn(SIGNS, outcome);
  return (
    <span class={`badge ${known ? outcome : 'other'}`}>
      <span aria-hidden="true">{SIGNS[outcome] ?? '·'}</span> {outcome}
    </span>
  );
}
