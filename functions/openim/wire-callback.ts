import type { Role } from './roles.ts';

/** `before`: the answer decides on the operation. `after`: the operation is done. */
export type Timing = 'after' | 'before';

/** Derives the timing of a callback from its name, because nearly all names reveal it. */
export function timingIn(wireName: string): Timing {
  return wireName.startsWith('callbackBefore') ? 'before' : 'after';
}

/** A callback of the table, which leaves out the timing that the name reveals. */
type Row = Omit<WireCallback, 'timing'> & { readonly timing?: Timing };

/** Adds the timings to a table by name. */
export function withTimings(rows: Readonly<Record<string, Row>>): Readonly<Record<string, WireCallback>> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { timing: timingIn(name), ...row }]));
}

/** Behaviour of one callback in all versions of OpenIM that send it. */
export interface WireCallback {
  readonly timing: Timing;
  /** Fields that the answer always sets. A missing one blanks the value or fails the operation. */
  readonly overwrites?: readonly string[];
  /** Fields that the answer sets if present. */
  readonly replaces?: readonly string[];
  /** Fields of the request that "" clears and null leaves unchanged. */
  readonly clears?: readonly string[];
  /** Placeholders for fields that the request does not set. */
  readonly unset?: Readonly<Record<string, string | number>>;
  /** Fields of the request with a credential of OpenIM. */
  readonly secrets?: readonly string[];
  /** Fields of the request that hold a chat message, or a part of one. */
  readonly message?: readonly string[];
}

/** A configuration key that enables a callback in the versions `from` to `to`, inclusive. */
export interface Switch {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** The server has the switch but never sends the callback. */
  readonly neverSent?: boolean;
}

/** A field of a request. */
export interface WireField {
  /** JSON type of the value, or of each value of a list. */
  readonly type: string;
  /** The role of the people whom the field names. */
  readonly role?: Role;
}
