import * as v from 'valibot';
import { commonOfText, names, textRuleKind } from './rule.ts';

/** Longer texts are refused, because parsing millions of values takes longer than OpenIM waits. */
const MAX_UTF16_UNITS = 100_000;

/** Requires JSON; with `allowedKeys`, an object that has no other keys. */
export const json = textRuleKind({
  name: 'json',
  sections: ['ex', 'groupEx'],
  refusal: { errCode: 5032, errMsg: 'This extra data is not allowed.' },
  schema: () => v.strictObject({ kind: v.literal('json'), ...commonOfText, allowedKeys: v.optional(names) }),
  compile:
    ({ allowedKeys }) =>
    (text) => {
      if (text.length > MAX_UTF16_UNITS) return { refuse: `${text.length} characters, at most ${MAX_UTF16_UNITS}` };
      const value = parsed(text);
      if (value === undefined) return { refuse: 'not JSON' };
      if (allowedKeys === undefined) return undefined;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return { refuse: 'not a JSON object' };
      const other = Object.keys(value).find((key) => !allowedKeys.includes(key));
      return other === undefined ? undefined : { refuse: `the key ${other.slice(0, 100)}` };
    },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
