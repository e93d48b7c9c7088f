import type { Mistake } from '../../../query/query.ts';

/** Says what is wrong in a query, with the words marked. */
export function QueryMistakes({ q, mistakes }: { readonly q: string; readonly mistakes: readonly Mistake[] }) {
  return (
    <div id="mistakes" class="mistakes" role="alert">
      <ul>
        {mistakes.map(({ message, from, to }) => (
          <li key={`${from} ${message}`}>
            {to > from && <mark>{q.slice(from, to)}</mark>} {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
