import * as v from 'valibot';
import { commonOfText, count, textRuleKind } from './rule.ts';

/** Limits the bytes in UTF-8. */
export const bytes = textRuleKind({
  name: 'bytes',
  sections: ['ex', 'groupEx'],
  refusal: { errCode: 5031, errMsg: 'This extra data is too large.' },
  schema: () => v.strictObject({ kind: v.literal('bytes'), ...commonOfText, max: count }),
  compile:
    ({ max }) =>
    (text) => {
      const byteLength = Buffer.byteLength(text);
      return byteLength <= max ? undefined : { refuse: `${byteLength} bytes, at most ${max}` };
    },
});
