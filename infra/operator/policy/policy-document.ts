import * as v from 'valibot';
import { documentEntries } from '../../../functions/policy/document.ts';
import { TestCase } from '../../../functions/policy/test-case.ts';

/** A policy as a moderator writes it. Each section is a list of rules, applied in its order. */
export const PolicyDocument = v.strictObject({
  ...documentEntries(),
  tests: v.optional(v.array(TestCase, 'must be a list')),
});
