import type { PolicyDocument } from '../../../functions/policy/document.ts';
import { parseStored } from '../../../functions/policy/stored-document.ts';
import type { StoredPolicy } from '../../../functions/policy/stored-policy.ts';

/** Returns the document of a stored version, as functions read it; undefined without a valid one. */
export function documentIn(stored: StoredPolicy | undefined): PolicyDocument | undefined {
  return stored && parseStored(stored.document, stored.format);
}
