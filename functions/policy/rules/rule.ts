import * as v from 'valibot';
import type { FieldName } from '../../record/decision.ts';
import { FoldedText } from '../text/folded-text.ts';
import type { Term } from '../text/search.ts';

type Value = string | number;

/** A refusal's reason, or the changed value and its reason. Undefined when the rule does not fire. */
export type RuleResult<Checked extends Value = Value> =
  | { readonly refuse: string }
  | { readonly change: Checked; readonly why: string }
  | undefined;

/** A compiled rule. Pure: no clock, no network, and its time grows with the value only. */
export type Check<Checked extends Value = Value> = (value: Checked, folded?: FoldedText) => RuleResult<Checked>;

/** A check of text. The judge folds a text once for all rules. */
type TextCheck = (text: string, folded: FoldedText) => RuleResult<string>;

/** Lists of terms by their names. */
export type TermLists = ReadonlyMap<string, readonly Term[]>;

const NO_LISTS: TermLists = new Map();

/** Code and message that the user sees when a rule has none of its own. */
export interface Refusal {
  readonly errCode: number;
  readonly errMsg: string;
}

type RuleSchema = v.GenericSchema<unknown, { readonly kind: string }> & {
  readonly entries: { readonly kind: v.LiteralSchema<string, undefined> };
};

interface Definition<Field extends FieldName, Schema extends RuleSchema, Compiled = Check> {
  /** The section of a policy that takes rules of this kind. */
  readonly field: Field;
  readonly refusal: Refusal;
  readonly schema: Schema;
  readonly compile: (rule: v.InferOutput<Schema>, lists: TermLists) => Compiled;
}

/** Defines a kind of rule. Its name is the `kind` of its schema. */
export function ruleKind<const Field extends FieldName, Schema extends RuleSchema>({
  compile,
  ...definition
}: Definition<Field, Schema>) {
  const name: Schema['entries']['kind']['literal'] = definition.schema.entries.kind.literal;
  const isOfKind = (rule: { readonly kind: string }): rule is v.InferOutput<Schema> => rule.kind === name;
  return {
    ...definition,
    name,
    /** @throws {TypeError} for a rule of another kind */
    compile: (rule: { readonly kind: string }, lists: TermLists = NO_LISTS): Check => {
      if (!isOfKind(rule)) throw new TypeError(`${rule.kind} is not ${name}`);
      return compile(rule, lists);
    },
  };
}

/** Defines a kind of rule for text. */
export function textRuleKind<const Field extends Exclude<FieldName, 'roleLevel'>, Schema extends RuleSchema>({
  compile,
  ...definition
}: Definition<Field, Schema, TextCheck>) {
  return ruleKind({
    ...definition,
    compile: (rule, lists) => {
      const check = compile(rule, lists);
      return (value, folded) => check(String(value), folded ?? new FoldedText(String(value)));
    },
  });
}

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

/** Settings of every rule. Records name `id`; the user sees `errCode` and `message`. */
export const common = {
  id: ID,
  errCode: v.optional(ErrCode),
  message: v.optional(v.pipe(v.string('must be a string'), v.maxLength(500, 'must be at most 500 characters'))),
};

/** Settings of every rule for text. A rule with `required` refuses clearing. */
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
