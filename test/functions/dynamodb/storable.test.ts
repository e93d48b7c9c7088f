import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toStorable } from '../../../functions/dynamodb/storable.ts';

it.each([
  { value: { a: [-5, 0, -0, 9e125, 1e-130, -9e125] }, why: 'numbers in range' },
  { value: { prototype: 1, toString: 2, a: { valueOf: null } }, why: 'names of Object’s own that are harmless' },
] as { value: object; why: string }[])('leaves alone $why', ({ value }) => {
  expect(toStorable(value)).toEqual({ value, issues: [] });
});

it.each([
  { json: '{"a":{"constructor":{"name":"Set"}},"b":1}', kept: { a: {}, b: 1 } },
  { json: '{"__proto__":{"a":1},"":2,"b":3}', kept: { b: 3 } },
  { json: '{"a":"\\ud800","\\udc00":1}', kept: { a: '\uFFFD', '\uFFFD': 1 } },
])('leaves out what can not be held safely: $json', ({ json, kept }) => {
  expect(toStorable(JSON.parse(json))).toEqual({ value: kept, issues: [] });
});

it.each([
  { value: { a: { b: [1, 1e-200] } }, issue: 'a.b[1] is a number out of range' },
  { value: { a: -1e126 }, issue: 'a is a number out of range' },
  { value: { 'b is fine; a': [1e-200] }, issue: '"b is fine; a"[0] is a number out of range' },
  { value: { 'a.b': 1e-200 }, issue: '"a.b" is a number out of range' },
  { value: { ['k'.repeat(41)]: 1e-200 }, issue: `"${'k'.repeat(40)}…" is a number out of range` },
  { value: { a: Array(1_000_000).fill(0) }, issue: /too many values$/ },
])('names by its path what has no form in the table: $issue', ({ value, issue }) => {
  expect(toStorable(value).issues.join()).toMatch(issue);
});

it('reports at most twenty issues, each short', () => {
  const { issues } = toStorable({
    ['k'.repeat(1_000_000)]: [1],
    ['x'.repeat(60_000)]: Array(20_000).fill(Number.POSITIVE_INFINITY),
  });

  expect(issues.length).toBe(20);
  for (const issue of issues) expect(issue.length).toBeLessThan(200);
});

it('copies what JSON can hold into what stays the same when copied again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = toStorable(value);
      if (once.issues.length === 0) expect(toStorable(once.value)).toEqual(once);
    }),
  );
});
