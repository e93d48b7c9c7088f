import type { Profiler } from 'node:inspector';
import type { Sources } from './sources.ts';
import { STEPS, type Step, stepOfName, stepOfSource } from './step.ts';

type Node = Profiler.ProfileNode;

/**
 * Returns the part of each step in the time that a profile saw working. A sample belongs to the step of its innermost function that
 * has one, so that what Node and small helpers do counts for their caller.
 */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, sources: Sources) {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<number, Step | 'idle'>();
  const stepOf = (node: Node | undefined): Step | 'idle' => {
    if (!node) return 'Node: sockets and event loop';
    const step =
      known.get(node.id) ??
      stepOfName(node.callFrame.functionName) ??
      stepOfSource(sources.of(node.callFrame) ?? '') ??
      stepOf(parents.get(node.id));
    known.set(node.id, step);
    return step;
  };
  const times = new Map<Step | 'idle', number>();
  for (const [at, id] of samples.entries()) {
    const step = stepOf(byId.get(id));
    // The delta after a sample is the time until the next one.
    times.set(step, (times.get(step) ?? 0) + Math.max(0, timeDeltas[at + 1] ?? 0));
  }
  const total = STEPS.reduce((sum, step) => sum + (times.get(step) ?? 0), 0);
  return new Map(STEPS.map((step) => [step, (times.get(step) ?? 0) / total]));
}
