import { useEffect, useRef, useState } from 'preact/hooks';
import { complete } from './query-completion.ts';

/** The query line, with what may stand next in it. */
export function QueryBar({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [line, setLine] = useState(q);
  const [offers, setOffers] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState(-1);
  useEffect(() => setLine(q), [q]);
  useFocusOnSlash(input);

  const offer = (text: string, cursor: number) => {
    setOffers(complete(text, cursor).map((completion) => completion.line));
    setChosen(-1);
  };
  const take = (text: string) => {
    setLine(text);
    offer(text, text.length);
    input.current?.focus();
  };
  const search = () => {
    setOffers([]);
    onSearch(line.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (offers.length > 0) event.preventDefault();
      setOffers([]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (offers.length === 0) offer(line, line.length);
      else setChosen((before) => (before + (event.key === 'ArrowDown' ? 1 : offers.length)) % offers.length);
    } else if (event.key === 'Tab' && !event.shiftKey && chosen >= 0) {
      event.preventDefault();
      take(offers[chosen] ?? line);
    }
  };
  return (
    <form
      class="query"
      onSubmit={(event) => {
        event.preventDefault();
        const offered = offers[chosen];
        if (offered === undefined) search();
        else take(offered);
      }}
    >
      <input
        ref={input}
        class="query-line"
        type="text"
        role="combobox"
        aria-label="Query"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls="offers"
        {...(chosen >= 0 && { 'aria-activedescendant': `offer-${chosen}` })}
        aria-keyshortcuts="/"
        autocomplete="off"
        spellcheck={false}
        placeholder="kick group:g77 user:u1 since:2h -outcome:allowed rule:staff &quot;spam&quot;"
        value={line}
        onInput={({ currentTarget }) => {
          setLine(currentTarget.value);
          offer(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOffers([])}
      />
      <button type="submit">Search</button>
      <div id="offers" class="offers" role="listbox" aria-label="Completions" hidden={offers.length === 0}>
        {offers.map((offered, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and handles the keys.
          <div
            id={`offer-${index}`}
            key={offered}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(offered)}
          >
            {offered}
          </div>
        ))}
      </div>
    </form>
  );
}

function useFocusOnSlash(input: { readonly current: HTMLInputElement | null }) {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, [input]);
}
