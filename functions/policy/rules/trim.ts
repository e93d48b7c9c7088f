import * as v from 'valibot';
import { commonOfText, textRuleKind } from './rule.ts';

/** Removes spaces at both ends. */
export const trim = textRuleKind({
  name: 'trim',
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5004, errMsg: 'This name begins or ends with a space.' },
  schema: () => v.strictObject({ kind: v.literal('trim'), ...commonOfText }),
  compile: () => (text) => (text.trim() === text ? undefined : { change: text.trim(), why: 'spaces at an end' }),
});
