import * as v from 'valibot';

/** What a rule found: why the value is refused, or what it is changed to. Nothing, when the value is fine. */
export type RuleResult<Value> =
  | { readonly refuse: string }
  | { readonly change: Value; readonly why: string }
  | undefined;

/** A rule made ready to be applied many times. Pure: no clock, no network, and time that grows with the value only. */
export type Check<Value> = (value: Value) => RuleResult<Value>;

const ID = v.pipe(
  v.string('must be a string'),
  v.regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens and underscores'),
);

const ErrCode = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(5_000, 'must be from 5000 to 9999'),
  v.maxValue(9_999, 'must be from 5000 to 9999'),
);

/** What every rule has, beside its kind: how it is named in records, and what the user is told. */
export const common = {
  id: ID,
  errCode: v.optional(ErrCode),
  message: v.optional(v.pipe(v.string('must be a string'), v.maxLength(500, 'must be at most 500 characters'))),
};

/** A rule about text refuses that it is taken away when it is `required`. */
export const commonOfText = { ...common, required: v.optional(v.boolean('must be true or false')) };

export const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);

export const names = v.pipe(
  v.array(v.pipe(v.string('must be a string'), v.nonEmpty('must not be empty')), 'must be a list'),
  v.minLength(1, 'must not be empty'),
);

/** Made when it is first needed: it would be a large part of a cold start. */
let segmenter: Intl.Segmenter | undefined;

/** What a reader counts as characters. */
export function graphemesOf(text: string): Intl.SegmentData[] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return [...segmenter.segment(text)];
}
