import * as v from 'valibot';
import { commonOfText, count, textRuleKind } from './rule.ts';
import { text } from './settings.ts';

/** Limits the UTF-16 code units of an address. */
export const urlLength = textRuleKind({
  name: 'url-length',
  sections: ['faceURL'],
  refusal: { errCode: 5013, errMsg: 'This picture address is too long.' },
  schema: () =>
    v.strictObject({
      kind: v.literal('url-length'),
      ...commonOfText,
      max: count,
      replaceWith: v.optional(text),
    }),
  compile:
    ({ max, replaceWith }) =>
    (text) => {
      if (text.length <= max) return undefined;
      const why = `${text.length} characters, at most ${max}`;
      return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
    },
});
