import * as v from 'valibot';
import { type Check, commonOfText } from './rule.ts';

/** Takes spaces off both ends. */
export const Trim = v.strictObject({ kind: v.literal('trim'), ...commonOfText });

export function checkTrim(): Check<string> {
  return (text) => (text.trim() === text ? undefined : { change: text.trim(), why: 'spaces at an end' });
}
