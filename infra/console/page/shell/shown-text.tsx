import { escapeOf, HIDDEN } from '../../../../functions/record/hidden-characters.ts';

const HIDDEN_BUT_SPACE = new RegExp(`(?! )${HIDDEN}`, 'gu');

/** Text that users chose: invisible characters are escaped, and its direction does not affect other text. */
export function ShownText({ text }: { readonly text: string }) {
  if (text === '') return <span class="faint">(empty)</span>;
  const parts: (string | preact.JSX.Element)[] = [];
  let end = 0;
  for (const { 0: character, index } of text.matchAll(HIDDEN_BUT_SPACE)) {
    parts.push(text.slice(end, index));
    parts.push(
      <span class="escape" key={index}>
        {escapeOf(character)}
      </span>,
    );
    end = index + character.length;
  }
  parts.push(text.slice(end));
  return <bdi>{parts}</bdi>;
}
