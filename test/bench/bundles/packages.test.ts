import { expect, it } from 'vitest';
import { packageOf, packagesIn, textTableBytesIn } from './packages.ts';

it.each([
  { path: 'functions/policy/judge.ts', name: 'this project' },
  { path: 'node_modules/valibot/dist/index.mjs', name: 'valibot' },
  { path: '../../node_modules/@aws-sdk/core/node_modules/@smithy/core/dist/a.js', name: '@smithy/core' },
])('finds the package of $path', ({ path, name }) => {
  expect(packageOf(path)).toBe(name);
});

it('adds up the bytes of a package over all files, the largest first', () => {
  const output = (inputs: Record<string, number>) => ({
    ...{ bytes: 100, imports: [], exports: [] },
    inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
  });
  const outputs = [
    output({ 'node_modules/valibot/a.mjs': 5, 'functions/a.ts': 8, '../tmp/judge/look-alikes.mjs': 2 }),
    output({ 'node_modules/valibot/b.mjs': 6, '../tmp/judge/traditional.mjs': 1 }),
  ];

  expect(packagesIn(outputs)).toEqual([
    { name: 'valibot', bytes: 11 },
    { name: 'this project', bytes: 11 },
  ]);
  expect(textTableBytesIn(outputs)).toBe(3);
});
