import { callbackNamed } from '../../functions/openim/catalogue.ts';
import type { PolicyDocument } from '../../functions/policy/document.ts';
import { memberDoor } from '../../functions/policy/doors/member.ts';
import { judge } from '../../functions/policy/judge.ts';
import { combined, type Policy } from '../../functions/policy/policy.ts';
import type { TermLists } from '../../functions/policy/rules/rule.ts';
import type { Decision } from '../../functions/record/decision.ts';
import { parsePolicy } from '../../infra/operator/policy/policy-mistakes.ts';

const NO_LISTS: TermLists = new Map();

/** A valid policy for all groups. */
export function policyOf(document: unknown, lists = NO_LISTS): Policy {
  return combined({ document: documentOf(document), lists }, undefined, { all: 1 });
}

export function documentOf(document: unknown): PolicyDocument {
  const parsed = parsePolicy(document);
  if ('mistakes' in parsed) throw new Error(parsed.mistakes.join('; '));
  return parsed.policy;
}

/** Fields of a member's information that a request sets. */
export type MemberChange = Readonly<
  Partial<Record<'nickName' | 'faceURL' | 'roleLevel' | 'ex' | 'userID', string | number | undefined>>
>;

/** Judges a change of a member's information. */
export function judgeMember(change: MemberChange, policy: Policy): Decision {
  return judge(memberDoor.valuesOf({ ...change }, callbackNamed('before-set-group-member-info')), 'member', policy);
}
