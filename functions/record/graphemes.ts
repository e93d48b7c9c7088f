/** Created on first use, because creating it would be a large part of a cold start. */
let segmenter: Intl.Segmenter | undefined;

/**
 * Characters that never join with each other: letters, Han, kana, whole Hangul syllables, and pictures without a skin colour or a flag.
 * Source: Unicode Standard Annex 29, "Grapheme_Cluster_Break", values Other, LV and LVT.
 */
const ALONE =
  '[ -~\\u00c0-\\u024f\\u0400-\\u0482\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{1f300}-\\u{1f3fa}\\u{1f400}-\\u{1f64f}\\u{1f680}-\\u{1f6ff}]';

const ALL_ALONE = new RegExp(`^${ALONE}*$`, 'u');
const LAST_ALONE = new RegExp(`${ALONE}(${ALONE})$`, 'u');

/** A character that a reader counts. */
export interface Grapheme {
  readonly segment: string;
  /** Its first UTF-16 code unit in the text. */
  readonly index: number;
}

/** Accepts text of these characters only, all of which show something or are a space. Spares the classes of Unicode. */
export function isPlain(text: string): boolean {
  return ALL_ALONE.test(text);
}

/** Returns the characters that a reader counts. Most names are split without the segmenter, which takes ten times as long. */
export function graphemesOf(text: string): Grapheme[] {
  if (isPlain(text)) {
    let next = 0;
    return Array.from(text, (segment) => {
      const index = next;
      next += segment.length;
      return { segment, index };
    });
  }
  return Array.from(segmentsOf(text), ({ segment, index }) => ({ segment, index }));
}

/** Returns where the last character that a reader counts begins. */
export function lastGraphemeAt(text: string): number {
  const [, last] = LAST_ALONE.exec(text.slice(-4)) ?? [];
  if (last !== undefined) return text.length - last.length;
  return [...segmentsOf(text)].at(-1)?.index ?? 0;
}

function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return segmenter.segment(text);
}
