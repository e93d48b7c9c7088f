import type { Role } from './people.ts';

/** The moment of a callback: after the operation, which can't be refused any more, or before it, where the answer decides. */
export type Timing = 'after' | 'before';

/** The knowledge of one callback, over all versions of OpenIM that send it. */
export interface WireCallback {
  readonly timing: Timing;
  /** Fields that the answer sets in any case: one that is absent blanks the value or fails the operation. */
  readonly overwrites?: readonly string[];
  /** Fields that the answer sets when they are present. */
  readonly replaces?: readonly string[];
  /** Fields of the answer that the server reads and does not use. */
  readonly ignores?: readonly string[];
  /** Fields of the request in which "" takes the value away, and null leaves it. */
  readonly clears?: readonly string[];
  /** The value of a field that is not being set. */
  readonly unset?: Readonly<Record<string, string | number>>;
  /** Fields of the request that hold a credential of OpenIM's own. */
  readonly secrets?: readonly string[];
  /** Fields of the request that hold a chat message, or a part of one. */
  readonly message?: readonly string[];
}

/** A key of OpenIM's configuration that turns a callback on, in the versions from `from` to `to`, both included. */
export interface Switch {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** The server has the switch and never sends the callback. */
  readonly neverSent?: boolean;
}

/** A field of a request. */
export interface WireField {
  /** JSON type of the value, or of each value of a list. */
  readonly type: string;
  /** The role of the people whom the field names. */
  readonly role?: Role;
}
