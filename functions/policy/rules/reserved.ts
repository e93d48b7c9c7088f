import * as v from 'valibot';
import { looksLikeOneOf } from '../text/search.ts';
import { commonOfText, names, textRuleKind } from './rule.ts';
import { TermTexts } from './term-schema.ts';

/**
 * Reserves names for users. A name that looks like one of them as a whole is refused, in spite of case, separators and look-alike letters.
 * The judge passes over this rule for its `userIDs`, as it does for `except.userIDs`.
 */
export const reserved = textRuleKind({
  field: 'nickName',
  refusal: { errCode: 5006, errMsg: 'This name belongs to another user.' },
  schema: v.strictObject({
    kind: v.literal('reserved'),
    ...commonOfText,
    names: TermTexts,
    userIDs: names,
    except: v.optional(v.strictObject({ userIDs: v.optional(names), at: v.optional(names) })),
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

/** Returns the users whom a rule does not concern. */
export function exemptUserIDs(rule: object): readonly string[] {
  const own = 'userIDs' in rule && Array.isArray(rule.userIDs) ? rule.userIDs : [];
  const except = 'except' in rule && typeof rule.except === 'object' && rule.except !== null ? rule.except : {};
  return [...own, ...('userIDs' in except && Array.isArray(except.userIDs) ? except.userIDs : [])];
}
