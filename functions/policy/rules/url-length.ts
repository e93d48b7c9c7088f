import * as v from 'valibot';
import { type Check, commonOfText, count } from './rule.ts';

/** How many code units an address may have. */
export const UrlLength = v.strictObject({
  kind: v.literal('url-length'),
  ...commonOfText,
  max: count,
  replaceWith: v.optional(v.string('must be a string')),
});

export function checkUrlLength({ max, replaceWith }: v.InferOutput<typeof UrlLength>): Check<string> {
  return (text) => {
    if (text.length <= max) return undefined;
    const why = `${text.length} characters, at most ${max}`;
    return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
  };
}
