import * as v from 'valibot';
import { common, ruleKind } from './rule.ts';
import { listOf } from './settings.ts';

/** 20 ordinary member, 60 administrator. 100, the owner, cannot be allowed. */
const Level = v.picklist([20, 60], 'must be 20 or 60');

/** Limits the roles that can be given. */
export const levels = ruleKind({
  name: 'levels',
  sections: ['roleLevel'],
  refusal: { errCode: 5021, errMsg: 'This role is not allowed.' },
  schema: () =>
    v.strictObject({
      kind: v.literal('levels'),
      ...common,
      allow: listOf(Level),
      setTo: v.optional(Level),
    }),
  compile:
    ({ allow, setTo }) =>
    (level) => {
      if (allow.some((allowed) => allowed === level)) return undefined;
      const why = `the role ${level}`;
      return setTo === undefined ? { refuse: why } : { change: setTo, why };
    },
});
