import * as v from 'valibot';
import { type Check, common } from './rule.ts';

/** 20 ordinary member, 60 administrator. 100, the owner, can't be allowed. */
const Level = v.picklist([20, 60], 'must be 20 or 60');

/** Which roles may be given. */
export const Levels = v.strictObject({
  kind: v.literal('levels'),
  ...common,
  allow: v.pipe(v.array(Level, 'must be a list'), v.minLength(1, 'must not be empty')),
  setTo: v.optional(Level),
});

export function checkLevels({ allow, setTo }: v.InferOutput<typeof Levels>): Check<number> {
  return (level) => {
    if (allow.some((allowed) => allowed === level)) return undefined;
    const why = `the role ${level}`;
    return setTo === undefined ? { refuse: why } : { change: setTo, why };
  };
}
