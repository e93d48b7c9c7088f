import type { WireCallback } from './wire-callback.ts';
import { wireCallbacks } from './wire-callbacks.ts';

/** By the name in lower case: documents spell some names otherwise than servers do. */
const byLowerCaseName = new Map(Object.entries(wireCallbacks).map(([name, wire]) => [name.toLowerCase(), wire]));

/** The callback that some version of OpenIM sends under this name, in upper or lower case. */
export function knownCallback(wireName: string): WireCallback | undefined {
  return byLowerCaseName.get(wireName.toLowerCase());
}

/** Tells whether some version of OpenIM sends a callback under exactly this name. */
export function isKnownName(wireName: string): boolean {
  return Object.hasOwn(wireCallbacks, wireName);
}
