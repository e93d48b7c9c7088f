import * as v from 'valibot';
import { commonOfText, names, textRuleKind } from './rule.ts';
import { plainURL } from './url.ts';

/** Limits the scheme. */
export const schemes = textRuleKind({
  sections: ['faceURL'],
  refusal: { errCode: 5011, errMsg: 'This picture address is not allowed.' },
  schema: v.strictObject({
    kind: v.literal('schemes'),
    ...commonOfText,
    allow: names,
    replaceWith: v.optional(v.string('must be a string')),
  }),
  compile: ({ allow, replaceWith }) => {
    const allowed = new Set(allow.map((scheme) => scheme.toLowerCase()));
    return (text) => {
      const url = plainURL(text);
      const why = typeof url === 'string' ? url : allowed.has(url.scheme) ? undefined : `the scheme ${url.scheme}`;
      if (why === undefined || text === replaceWith) return undefined;
      return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
    };
  },
});
