import { wireCallbacks } from './wire-callbacks.ts';

const withSecrets = Object.entries(wireCallbacks).filter(([, { secrets }]) => secrets !== undefined);

/**
 * Returns the secret fields of a body, or undefined. It searches the body for wire names, because with a wrong address
 * such a body arrives at another callback.
 */
export function secretFieldsOf(body: Buffer): readonly string[] | undefined {
  return withSecrets.find(([wireName]) => body.includes(wireName))?.[1].secrets;
}
