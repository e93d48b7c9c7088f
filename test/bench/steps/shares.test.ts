import { expect, it } from 'vitest';
import { sharesOf } from './shares.ts';
import { Sources } from './sources.ts';
import { STEPS, stepOfSource } from './step.ts';

const node = (id: number, functionName: string, url = '', children: number[] = []) => ({
  ...{ id, children, callFrame: { functionName, scriptId: '1', url, lineNumber: 0, columnNumber: 0 } },
});

/** Takes the name of a function as its source. */
class Named extends Sources {
  override of({ url }: { readonly url: string }) {
    return url === '' ? undefined : url;
  }
}

it('gives a sample to the innermost function that has a step, and leaves out waiting', () => {
  const profile = {
    nodes: [
      node(1, '(root)', '', [2, 6, 7]),
      node(2, 'judge', 'functions/policy/judge.ts', [3, 4]),
      node(3, 'split', ''),
      node(4, 'send', '@smithy/', [5]),
      node(5, 'write', ''),
      node(6, '(idle)'),
      node(7, '(garbage collector)'),
    ],
    samples: [3, 5, 6, 7, 2],
    // The first is the time before the first sample.
    timeDeltas: [9, 10, 30, 1_000, 40, 20],
    startTime: 0,
    endTime: 1_089,
  };
  const shares = sharesOf(profile, new Named());

  expect(shares.get('judge')).toBeCloseTo(30 / 100);
  expect(shares.get('record: client')).toBeCloseTo(30 / 100);
  expect(shares.get('garbage collection')).toBeCloseTo(40 / 100);
  expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect([...shares.keys()]).toEqual([...STEPS]);
});

it.each([
  { source: 'functions/callback/authenticate.ts', step: 'authenticate' },
  { source: 'functions/callback/operator-lines.ts', step: 'log and metrics' },
  { source: 'functions/policy/reply.ts', step: 'reply' },
  { source: 'functions/policy/text/walk.ts', step: 'judge' },
  { source: '@aws-sdk/client-dynamodb/', step: 'record: client' },
  { source: 'functions/dynamodb/client.ts', step: 'record: client' },
  { source: 'functions/dynamodb/storable.ts', step: 'validate' },
  { source: 'functions/dynamodb/circuit-breaker.ts', step: 'record' },
  { source: 'functions/callback/something-new.ts', step: 'pipeline' },
  { source: 'test/bench/lambda/warm.mjs', step: undefined },
])('counts $source for $step', ({ source, step }) => {
  expect(stepOfSource(source)).toBe(step);
});
