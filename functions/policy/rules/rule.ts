import * as v from 'valibot';
import { DOORS, type SectionName } from '../doors/sections.ts';
import { FoldedText } from '../text/folded-text.ts';
import type { TermList } from '../text/term-list.ts';
import { flag, listOf, name as ruleName, text } from './settings.ts';

type Value = string | number;

/** A refusal's reason, or the changed value and its reason. Undefined when the rule does not fire. */
export type RuleResult<Checked extends Value = Value> =
  | { readonly refuse: string /** Nothing more of this value is judged. */; readonly isFinal?: true }
  | { readonly change: Checked; readonly why: string }
  | undefined;

/** A compiled rule. Pure: no clock, no network, and its time grows with the value only. */
export type Check<Checked extends Value = Value> = (value: Checked, folded?: FoldedText) => RuleResult<Checked>;

/** A check of text. The judge folds a text once for all rules. */
export type TextCheck = (text: string, folded: FoldedText) => RuleResult<string>;

/** Lists of terms by name. */
export type TermLists = ReadonlyMap<string, TermList>;

const NO_LISTS: TermLists = new Map();

/** Code and message that the user sees when a rule has none of its own. */
export interface Refusal {
  readonly errCode: number;
  readonly errMsg: string;
}

type RuleSchema = v.GenericSchema<unknown, { readonly kind: string }> & {
  readonly entries: { readonly kind: v.LiteralSchema<string, undefined> };
};

interface Definition<Section extends SectionName, Schema extends RuleSchema, Compiled = Check> {
  readonly name: Schema['entries']['kind']['literal'];
  /** The sections of a policy that take rules of this kind. */
  readonly sections: readonly Section[];
  readonly refusal: Refusal;
  /** Called once, when a document is checked. */
  readonly schema: () => Schema;
  readonly compile: (rule: v.InferOutput<Schema>, lists: TermLists) => Compiled;
}

/** Defines a kind of rule. */
export function ruleKind<const Section extends SectionName, Schema extends RuleSchema>({
  name,
  schema: create,
  compile,
  ...definition
}: Definition<Section, Schema>) {
  let schema: Schema | undefined;
  const isOfKind = (rule: { readonly kind: string }): rule is v.InferOutput<Schema> => rule.kind === name;
  return {
    ...definition,
    name,
    get schema() {
      schema ??= create();
      return schema;
    },
    /** @throws {TypeError} for a rule of another kind */
    compile: (rule: { readonly kind: string }, lists: TermLists = NO_LISTS): Check => {
      if (!isOfKind(rule)) throw new TypeError(`${rule.kind} is not ${name}`);
      return compile(rule, lists);
    },
  };
}

/** Defines a kind of rule for text. */
export function textRuleKind<const Section extends Exclude<SectionName, 'roleLevel'>, Schema extends RuleSchema>({
  compile,
  ...definition
}: Definition<Section, Schema, TextCheck>) {
  return ruleKind({
    ...definition,
    compile: (rule, lists) => {
      const check = compile(rule, lists);
      return (value, folded) => check(String(value), folded ?? new FoldedText(String(value)));
    },
  });
}

const ErrCode = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(5_000, 'must be from 5000 to 9999'),
  v.maxValue(9_999, 'must be from 5000 to 9999'),
);

export const names = listOf(v.pipe(text, v.minLength(1, 'must not be empty')));

export const DoorSetting = v.picklist(DOORS, `must be one of ${DOORS.join(', ')}`);

export const Doors = listOf(DoorSetting);

export const Mode = v.picklist(['enforce', 'monitor'], 'must be enforce or monitor');

/** Cases in which a rule does not apply. */
export const exceptions = {
  userIDs: v.optional(names),
  at: v.optional(Doors),
};

/** Settings of every rule. Records name `id`; the user sees `errCode` and `message`. */
export const common = {
  id: ruleName,
  errCode: v.optional(ErrCode),
  message: v.optional(v.pipe(text, v.maxLength(500, 'must be at most 500 characters'))),
  mode: v.optional(Mode),
  except: v.optional(v.strictObject(exceptions)),
};

/** Settings of every rule for text. A rule with `required` refuses clearing. */
export const commonOfText = { ...common, required: flag };

export const count = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
);
