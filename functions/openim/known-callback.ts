import type { WireCallback } from './wire-callback.ts';
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
