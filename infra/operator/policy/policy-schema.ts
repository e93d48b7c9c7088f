import { toJsonSchema } from '@valibot/to-json-schema';
import { PolicyDocument } from '../../../functions/policy/document.ts';

/** The policy's schema for editors, which complete and check a policy while it is written. Some checks only `set` can make. */
export function policySchema(): string {
  return `${JSON.stringify(toJsonSchema(PolicyDocument, { errorMode: 'ignore', typeMode: 'input' }), null, 2)}\n`;
}

if (import.meta.main) process.stdout.write(policySchema());
