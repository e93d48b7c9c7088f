import { wireCallbacks } from './wire-callbacks.ts';

const withSecrets = Object.entries(wireCallbacks).filter(([, { secrets }]) => secrets !== undefined);

/**
 * Returns the fields of a body that hold a credential of OpenIM's own, by the callbacks that it names. A wrong address leads such a
 * body to another callback.
 */
export function secretFieldsOf(body: Buffer): readonly string[] | undefined {
  return withSecrets.find(([wireName]) => body.includes(wireName))?.[1].secrets;
}
