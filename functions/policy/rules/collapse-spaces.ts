import * as v from 'valibot';
import { commonOfText, textRuleKind } from './rule.ts';

/** Replaces several spaces of any width by one. */
export const collapseSpaces = textRuleKind({
  name: 'collapse-spaces',
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5005, errMsg: 'This name has several spaces in a row.' },
  schema: () => v.strictObject({ kind: v.literal('collapse-spaces'), ...commonOfText }),
  compile: () => (text) => {
    const collapsed = text.replace(/\s{2,}/g, ' ');
    return collapsed === text ? undefined : { change: collapsed, why: 'several spaces' };
  },
});
