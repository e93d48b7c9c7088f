import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../../functions/policy/doors/sections.ts';
import { ruleKindsFor } from '../../../../functions/policy/rule-kinds.ts';
import { parsePolicy } from '../../../../infra/operator/policy/policy-mistakes.ts';
import { policySchema } from '../../../../infra/operator/policy/policy-schema.ts';
import { anyPolicy } from '../../../support/any-policy.ts';
import { sampledRuns } from '../../../support/sampled.ts';
import { schemaErrors, withRule } from '../../../support/schema-errors.ts';

const schema = JSON.parse(policySchema());

describe('accepts what set accepts', () => {
  it('the sample', async () => {
    const file = join(import.meta.dirname, '../../../../infra/operator/policy/policy.sample.json');
    expect(schemaErrors(JSON.parse(await readFile(file, 'utf8')))).toEqual([]);
  });

  it('any valid policy', () => {
    fc.assert(
      fc.property(anyPolicy(), (policy) => {
        if ('policy' in parsePolicy(policy)) expect(schemaErrors(policy)).toEqual([]);
      }),
      { numRuns: sampledRuns(500, 150) },
    );
  });

  it.each([
    { list: 'terms', texts: characters() },
    {
      list: 'allow',
      texts: ['a.example', '*.a.example', 'bücher.example', 'a.example:8443', '[::1]:10002', 'a_b.example'],
    },
    { list: 'deny', texts: ['a.example', '*.a.example', 'private', '[::1]', '10.0.0.1'] },
  ])('any $list', ({ list, texts }) => {
    const [section, kind] = list === 'terms' ? ['nickName', 'terms'] : ['faceURL', 'hosts'];
    const policies = texts.map((text) => withRule(section, { kind, [list]: [text] }));
    const valid = policies.filter((policy) => 'policy' in parsePolicy(policy));
    expect(valid.length).toBeGreaterThan(4);
    expect(valid.filter((policy) => schemaErrors(policy).length > 0)).toEqual([]);
  });
});

it('takes in each section the kinds that the section takes', () => {
  for (const name of SECTIONS)
    expect(schema.$defs[name].items.properties.kind.enum).toEqual(ruleKindsFor(name).map((kind) => kind.name));
});

it('describes every setting', () => {
  expect(undescribed(schema, '')).toEqual([]);
});

/** Returns the paths of settings without a description. Conditions only repeat settings. */
function undescribed(part: unknown, path: string): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'if' || key === 'allOf') return [];
    const settings = key === 'properties' ? Object.entries<object>(value) : [];
    const missing = settings.flatMap(([name, setting]) => ('description' in setting ? [] : [`${path}.${name}`]));
    return [...missing, ...undescribed(value, `${path}.${key}`)];
  });
}

/** Returns each character of ASCII, and some others with a letter before or alone. */
function characters(): string[] {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return [...ascii, 'ⓐ', '🅰', '客', 'é', '𝕒', '①', '½', '🇦🇧', '🎈'];
}
