import * as v from 'valibot';
import { commonOfText, names, textRuleKind } from './rule.ts';
import { listOf, text } from './settings.ts';
import { addressCheck, hasList, NEEDS_LIST, replaceWith } from './url.ts';

const Scheme = v.pipe(text, v.regex(/^[a-z][a-z0-9+.-]*$/i, 'must be a scheme without a colon, such as http'));

/** Limits the scheme by `allow`, `deny` or both. A scheme that is in both is denied. */
export const schemes = textRuleKind({
  name: 'schemes',
  sections: ['faceURL'],
  refusal: { errCode: 5011, errMsg: 'This picture address is not allowed.' },
  schema: () =>
    v.pipe(
      v.strictObject({
        kind: v.literal('schemes'),
        ...commonOfText,
        allow: v.optional(names),
        deny: v.optional(listOf(Scheme)),
        replaceWith,
      }),
      v.check((rule) => hasList(rule), NEEDS_LIST),
    ),
  compile: ({ allow, deny = [], replaceWith: replacement }) => {
    const allowed = allow && new Set(allow.map((scheme) => scheme.toLowerCase()));
    const denied = new Set(deny.map((scheme) => scheme.toLowerCase()));
    return addressCheck(
      ({ scheme }) => (denied.has(scheme) || allowed?.has(scheme) === false ? `the scheme ${scheme}` : undefined),
      replacement,
    );
  },
});
