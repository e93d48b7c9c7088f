import * as v from 'valibot';
import { looksLikeOneOf } from '../text/search.ts';
import { commonOfText, names, textRuleKind } from './rule.ts';
import { TermTexts } from './term-schema.ts';

/**
 * Reserves names for users. A name that looks like one of them as a whole is refused, in spite of case, separators and look-alike letters.
 * It does not apply to its `userIDs`, who may bear them.
 */
export const reserved = textRuleKind({
  name: 'reserved',
  sections: ['nickName', 'groupName'],
  refusal: { errCode: 5006, errMsg: 'This name belongs to another user.' },
  schema: () =>
    v.strictObject({
      kind: v.literal('reserved'),
      ...commonOfText,
      names: TermTexts,
      userIDs: names,
    }),
  compile: ({ names: reservedNames }) => {
    const like = looksLikeOneOf(reservedNames, { accents: true });
    return (_name, folded) => {
      const name = like(folded);
      if (folded.isExhausted) return { refuse: 'it can be read in too many ways' };
      return name === undefined ? undefined : { refuse: `the name ${name}` };
    };
  },
});
