import * as v from 'valibot';
import { PolicyDocument } from '../../../functions/policy/document.ts';
import type { StoredPolicy } from '../../../functions/policy/stored-policy.ts';

/** Returns the document of a stored version, as functions read it; undefined without a valid one. */
export function documentIn(stored: StoredPolicy | undefined): PolicyDocument | undefined {
  try {
    return v.parse(PolicyDocument, JSON.parse(String(stored?.document)));
  } catch {
    return undefined;
  }
}
