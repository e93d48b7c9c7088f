import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeMember, policyOf } from '../../../support/policy.ts';

const SAMPLE = join(import.meta.dirname, '../../../../infra/operator/policy/policy.sample.json');
const sample = policyOf(JSON.parse(await readFile(SAMPLE, 'utf8')));

it.each([
  { faceURL: 'http://im.example.com:10002/object/7421360985/avatar.png', verdict: 'allow' },
  { faceURL: 'https://cdn.example.com/default.png', verdict: 'allow' },
  { faceURL: 'http://other.example.com:10002/object/7421360985/avatar.png', verdict: 'change' },
  { faceURL: 'http://im.example.com:10002/object/7421360985/avatar.svg', verdict: 'refuse' },
])("judges OpenIM's own uploads by the sample, $faceURL: $verdict", ({ faceURL, verdict }) => {
  expect(judgeMember({ faceURL }, sample).verdict).toBe(verdict);
});
