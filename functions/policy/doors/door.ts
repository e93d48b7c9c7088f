import type { Replacements } from '../../openim/answer.ts';
import type { CallbackKind } from '../../openim/catalogue.ts';
import type { DoorName, SectionName } from './sections.ts';

/** A value that a request sets. */
export interface JudgedValue {
  readonly section: SectionName;
  /** Path in the request, such as `nickName` or `users[3].nickname`. Records name the value by it. */
  readonly field: string;
  readonly value: string | number;
  /** The user whose value it is, if the request names one. */
  readonly userID?: string;
  /** An empty string clears the value, which only a rule with `required` refuses. */
  readonly clears?: boolean;
  /** OpenIM ignores a changed value. A rule that would change it refuses instead. */
  readonly isFixed?: boolean;
}

/** A normalised request. That of a lenient callback may have any form. */
export type DoorEvent = Readonly<Record<string, unknown>>;

/** Translates the callbacks of one door into values to judge, and changes into an answer. Pure. */
export interface Door {
  readonly name: DoorName;
  /** Returns the values that a request sets. */
  readonly valuesOf: (event: DoorEvent, callback: CallbackKind) => readonly JudgedValue[];
  /**
   * Returns the fields of an answer that make these changes, and nothing else.
   *
   * @param changes new values by the `field` of the judged value
   * @param wireName the name under which the request came, because versions read different answers
   */
  readonly answerFor: (event: DoorEvent, changes: Changes, wireName: string) => Replacements;
}

/** New values by the `field` of the judged value. */
export type Changes = Readonly<Record<string, string | number>>;
