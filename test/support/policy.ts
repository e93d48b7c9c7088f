import type { PolicyDocument } from '../../functions/policy/document.ts';
import type { Policy } from '../../functions/policy/judge.ts';
import { parsePolicy } from '../../infra/operator/policy/policy-mistakes.ts';

/** A valid policy. */
export function policyOf(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if ('mistakes' in parsed) throw new Error(parsed.mistakes.join('; '));
  return { document: parsed.policy, version: { all: 1 } };
}

export function documentOf(document: unknown): PolicyDocument {
  return policyOf(document).document;
}
