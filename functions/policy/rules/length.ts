import * as v from 'valibot';
import { type Check, commonOfText, count, graphemesOf } from './rule.ts';

const BLANK = /^[\p{Default_Ignorable_Code_Point}\s]*$/u;

/** How many characters a reader counts in it; at least so many that can be seen. */
export const Length = v.pipe(
  v.strictObject({ kind: v.literal('length'), ...commonOfText, min: v.optional(count), max: v.optional(count) }),
  v.check(({ min, max }) => min !== undefined || max !== undefined, 'needs min, max or both'),
  v.check(({ min = 0, max = min }) => min <= max, 'must not have a min above its max'),
);

export function checkLength({ min = 0, max = Number.POSITIVE_INFINITY }: v.InferOutput<typeof Length>): Check<string> {
  return (text) => {
    // Every character takes a code unit at least: a text this short need not be counted to know that it is not too long.
    const length = min === 0 && text.length <= max ? 0 : graphemesOf(text).length;
    if (length > max) return { refuse: `${length} characters, at most ${max}` };
    const visible = min === 0 ? 0 : graphemesOf(text).filter(({ segment }) => !BLANK.test(segment)).length;
    return visible < min ? { refuse: `${visible} visible characters, at least ${min}` } : undefined;
  };
}
