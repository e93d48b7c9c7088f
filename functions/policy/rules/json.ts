import * as v from 'valibot';
import { type Check, commonOfText, names } from './rule.ts';

/** It must be JSON; with `allowedKeys`, an object that has no others. */
export const Json = v.strictObject({ kind: v.literal('json'), ...commonOfText, allowedKeys: v.optional(names) });

export function checkJson({ allowedKeys }: v.InferOutput<typeof Json>): Check<string> {
  return (text) => {
    const value = parsed(text);
    if (value === undefined) return { refuse: 'not JSON' };
    if (allowedKeys === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { refuse: 'not a JSON object' };
    const other = Object.keys(value).find((key) => !allowedKeys.includes(key));
    return other === undefined ? undefined : { refuse: `the key ${other.slice(0, 100)}` };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
