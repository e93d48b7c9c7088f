import * as v from 'valibot';
import { type Check, common, count, graphemesOf } from './rule.ts';

/** How many characters a reader counts in it. */
export const Length = v.strictObject({
  kind: v.literal('length'),
  ...common,
  min: v.optional(count),
  max: v.optional(count),
});

export function checkLength({ min = 0, max = Number.POSITIVE_INFINITY }: v.InferOutput<typeof Length>): Check<string> {
  return (text) => {
    // Every character takes a code unit at least: a text this short need not be counted to know that it is not too long.
    const length = min === 0 && text.length <= max ? 0 : graphemesOf(text).length;
    if (length > max) return { refuse: `${length} characters, at most ${max}` };
    return length < min ? { refuse: `${length} characters, at least ${min}` } : undefined;
  };
}
