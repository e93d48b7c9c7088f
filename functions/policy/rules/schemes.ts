import * as v from 'valibot';
import { type Check, commonOfText, names } from './rule.ts';
import { plainURL } from './url.ts';

/** Which schemes an address may have. */
export const Schemes = v.strictObject({
  kind: v.literal('schemes'),
  ...commonOfText,
  allow: names,
  replaceWith: v.optional(v.string('must be a string')),
});

export function checkSchemes({ allow, replaceWith }: v.InferOutput<typeof Schemes>): Check<string> {
  const allowed = new Set(allow.map((scheme) => scheme.toLowerCase()));
  return (text) => {
    const url = plainURL(text);
    const why = typeof url === 'string' ? url : allowed.has(url.scheme) ? undefined : `the scheme ${url.scheme}`;
    if (why === undefined || text === replaceWith) return undefined;
    return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
  };
}
