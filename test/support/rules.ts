import { judgeMember, policyOf } from './policy.ts';

export const rule = (kind: string, settings: object) => ({ kind, id: kind, ...settings });

export const nickName = (...rules: object[]) => policyOf({ nickName: rules });

export const terms = (list: readonly unknown[], settings: object = {}) =>
  nickName(rule('terms', { terms: list, ...settings }));

/** Returns the name that would be set, or 'refused'. */
export function named(name: string, policy: ReturnType<typeof policyOf>): unknown {
  const { verdict, changes } = judgeMember({ nickName: name }, policy);
  return verdict === 'refuse' ? 'refused' : (changes?.nickName?.after ?? name);
}
