import { checkedMark } from './stored-document.ts';
import { FORMAT, type StoredPolicy } from './stored-policy.ts';
import { lettersText } from './text/store-letters.ts';
import { FLAGS } from './text/term-list.ts';

/** Bytes of a list and its letters. DynamoDB stores items of up to 400 kB, with their keys and details. */
const MAX_BYTES_WITH_LETTERS = 390_000;

type Content = Pick<StoredPolicy, 'document' | 'format' | 'checked' | 'letters'>;

/**
 * Returns the fields of a version, and those of its copy in force.
 *
 * @param document policy or list of terms; undefined for a removal
 */
export function contentOf(document: object | undefined): {
  readonly content: Content;
  readonly copied: Content;
  readonly isList: boolean;
} {
  if (!document) return { content: {}, copied: {}, isList: false };
  const text = JSON.stringify(document);
  const content = { document: text, format: FORMAT };
  // Functions look for changes every 30 seconds, so that the copy of a list names its version only.
  if (Array.isArray(document))
    return { content: { ...content, ...lettersFor(document, text) }, copied: {}, isList: true };
  const checked = checkedMark(text);
  return { content, copied: { ...content, ...(checked !== undefined && { checked }) }, isList: false };
}

/** Returns the letters of a list that leave its item small enough. */
function lettersFor(terms: readonly unknown[], document: string): Pick<Content, 'letters'> {
  if (terms.length > FLAGS.place || !terms.every((term) => typeof term === 'string')) return {};
  const letters = lettersText(terms, document);
  return Buffer.byteLength(document) + Buffer.byteLength(letters) <= MAX_BYTES_WITH_LETTERS ? { letters } : {};
}
