/** Created on first use, because creating it would be a large part of a cold start. */
let segmenter: Intl.Segmenter | undefined;

/** Returns the characters that a reader counts. */
export function graphemesOf(text: string): Intl.SegmentData[] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return [...segmenter.segment(text)];
}
