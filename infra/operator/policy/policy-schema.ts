import { toJsonSchema } from '@valibot/to-json-schema';
import { PolicyDocument } from '../../../functions/policy/document.ts';

/** Returns the JSON schema for editors. It cannot hold all checks that `policy set` makes. */
export function policySchema(): string {
  return `${JSON.stringify(toJsonSchema(PolicyDocument, { errorMode: 'ignore', typeMode: 'input' }), null, 2)}\n`;
}

if (import.meta.main) process.stdout.write(policySchema());
