import { useEffect, useRef, useState } from 'preact/hooks';
import type { KnownValues } from '../../../query/complete.ts';
import type { Mistake } from '../../../query/query.ts';
import { useKey } from '../shell/use-key.ts';
import { type Completion, complete } from './query-completion.ts';
import { QueryMistakes } from './query-mistakes.tsx';
import { QueryOffers } from './query-offers.tsx';

interface QueryBarProps {
  readonly q: string;
  readonly mistakes: readonly Mistake[];
  readonly known: KnownValues;
  readonly onSearch: (q: string) => void;
}

/** The query line, with its completions. */
export function QueryBar({ q, mistakes, known, onSearch }: QueryBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const [line, setLine] = useState(q);
  const [offers, setOffers] = useState<readonly Completion[]>([]);
  const [chosen, setChosen] = useState(-1);
  useEffect(() => setLine(q), [q]);
  useKey('/', () => input.current?.select());

  const offer = (text: string, cursor: number) => {
    setOffers(complete(text, cursor, known));
    setChosen(-1);
  };
  const take = (taken: Completion) => {
    setLine(taken.line);
    const field = input.current;
    if (field) {
      field.value = taken.line;
      field.focus();
      field.setSelectionRange(taken.cursor, taken.cursor);
    }
    // A value is complete, and after the name of a filter comes its value.
    if (taken.text.endsWith(':')) offer(taken.line, taken.cursor);
    else setOffers([]);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const taken = offers[chosen];
    if (taken) return take(taken);
    setOffers([]);
    onSearch(line.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const taken = offers[chosen];
    if (event.key === 'Escape') {
      if (offers.length > 0) event.preventDefault();
      setOffers([]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (offers.length === 0) offer(line, input.current?.selectionStart ?? line.length);
      else setChosen(stepped(chosen, event.key === 'ArrowDown' ? 1 : -1, offers.length));
    } else if (event.key === 'Tab' && !event.shiftKey && taken) {
      event.preventDefault();
      take(taken);
    }
  };
  return (
    <form class="query" onSubmit={submit}>
      <input
        ref={input}
        class="query-line"
        type="text"
        role="combobox"
        aria-label="Query"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls="offers"
        {...(chosen >= 0 && offers.length > 0 && { 'aria-activedescendant': `offer-${chosen}` })}
        aria-invalid={mistakes.length > 0}
        {...(mistakes.length > 0 && { 'aria-describedby': 'mistakes' })}
        aria-keyshortcuts="/"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={'kick group:g77 since:2h -outcome:allowed "spam"'}
        value={line}
        onInput={({ currentTarget }) => {
          setLine(currentTarget.value);
          offer(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOffers([])}
      />
      <button type="submit">Search</button>
      <QueryOffers offers={offers} chosen={chosen} onTake={take} />
      {mistakes.length > 0 && <QueryMistakes q={q} mistakes={mistakes} />}
    </form>
  );
}

/** Returns the next index in a circle. -1 is before the first. */
function stepped(index: number, step: number, count: number): number {
  return index < 0 && step < 0 ? count - 1 : (index + step + count) % count;
}
