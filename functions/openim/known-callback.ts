import { timingIn, type WireCallback } from './wire-callback.ts';
import { wireCallbacks } from './wire-callbacks.ts';

/** Keyed by lower-case name, because documents and servers capitalise some names differently. */
const byLowerCaseName = new Map(Object.entries(wireCallbacks).map(([name, wire]) => [name.toLowerCase(), wire]));

/** Returns the callback that a version of OpenIM sends under this name, ignoring case. */
export function knownCallback(wireName: string): WireCallback | undefined {
  return byLowerCaseName.get(wireName.toLowerCase());
}

/** Tells whether a version of OpenIM sends exactly this name. */
export function isKnownName(wireName: string): boolean {
  return Object.hasOwn(wireCallbacks, wireName);
}

/** Source: openimsdk/open-im-server v3.8.3, `pkg/callbackstruct/constant.go`. */
const WIRE_NAME = /^callback\w{1,100}$/;

/** Returns the behaviour of a callback, or what its name reveals of it. Undefined for an invalid name. */
export function behaviourOf(wireName: unknown): WireCallback | undefined {
  if (typeof wireName !== 'string' || !WIRE_NAME.test(wireName)) return undefined;
  return knownCallback(wireName) ?? { timing: timingIn(wireName) };
}
