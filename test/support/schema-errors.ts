import { Ajv } from 'ajv';
import { policySchema } from '../../infra/operator/policy/policy-schema.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(policySchema()));

/** Returns the paths of the schema's errors in a policy. An `if` only repeats that its branch has errors. */
export function schemaErrors(policy: unknown): string[] {
  if (validate(policy)) return [];
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(({ instancePath }) => instancePath);
}

/** Returns a policy with one rule. */
export function withRule(section: string, settings: object): object {
  return { [section]: [{ id: 'r', ...settings }] };
}
