import * as v from 'valibot';
import { type Check, commonOfText, count } from './rule.ts';

/** How many bytes it takes in UTF-8. */
export const Bytes = v.strictObject({ kind: v.literal('bytes'), ...commonOfText, max: count });

export function checkBytes({ max }: v.InferOutput<typeof Bytes>): Check<string> {
  return (text) => {
    const bytes = Buffer.byteLength(text);
    return bytes <= max ? undefined : { refuse: `${bytes} bytes, at most ${max}` };
  };
}
