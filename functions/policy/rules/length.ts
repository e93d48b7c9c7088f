import * as v from 'valibot';
import { graphemesOf, isPlain } from '../../record/graphemes.ts';
import { BLANK } from '../../record/hidden-characters.ts';
import { pattern } from '../text/pattern.ts';
import { commonOfText, count, textRuleKind } from './rule.ts';

/** Characters without a picture: spaces, joiners, control characters, annotation marks and a musical null. */
const unseen = pattern(
  () => new RegExp(`^[\\p{Default_Ignorable_Code_Point}\\p{Cc}${BLANK}\\uFFF9-\\uFFFB\\u{1D159}]*$`, 'u'),
);

/** Limits the characters that a reader counts. Only visible characters count for `min`. */
export const length = textRuleKind({
  name: 'length',
  sections: ['nickName', 'groupName', 'groupText'],
  refusal: { errCode: 5001, errMsg: 'This name is too short or too long.' },
  schema: () =>
    v.pipe(
      v.strictObject({ kind: v.literal('length'), ...commonOfText, min: v.optional(count), max: v.optional(count) }),
      v.check(({ min, max }) => min !== undefined || max !== undefined, 'needs min, max or both'),
      v.check(({ min = 0, max = min }) => min <= max, 'must not have a min above its max'),
    ),
  compile:
    ({ min = 0, max = Number.POSITIVE_INFINITY }) =>
    (text) => {
      // Skips counting for a short text, because every character has at least one code unit.
      if (min === 0 && text.length <= max) return undefined;
      const characters = graphemesOf(text);
      if (characters.length > max) return { refuse: `${characters.length} characters, at most ${max}`, isFinal: true };
      const visible = min === 0 ? 0 : characters.filter(({ segment }) => isSeen(segment)).length;
      return visible < min ? { refuse: `${visible} visible characters, at least ${min}` } : undefined;
    },
});

function isSeen(segment: string): boolean {
  return isPlain(segment) ? segment !== ' ' : !unseen().test(segment);
}
