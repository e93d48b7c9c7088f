import type { Completion } from './query-completion.ts';

interface QueryOffersProps {
  readonly offers: readonly Completion[];
  /** -1: none. */
  readonly chosen: number;
  readonly onTake: (offer: Completion) => void;
}

/** Completions of the query line, below it. The line has the focus and handles the keys. */
export function QueryOffers({ offers, chosen, onTake }: QueryOffersProps) {
  return (
    <div id="offers" class="offers" role="listbox" aria-label="Completions" hidden={offers.length === 0}>
      {offers.map((offer, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the focus and handles the keys.
        <div
          id={`offer-${index}`}
          key={offer.text}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
        >
          <code>{offer.text}</code>
          <small>{offer.description}</small>
        </div>
      ))}
    </div>
  );
}
