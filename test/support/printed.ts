import { expect, vi } from 'vitest';
import type { FunctionName } from '../../infra/routes.ts';
import { bundleOf, startBundle } from './bundle.ts';
import { functionEnvironment } from './environment.ts';
import { SOON } from './processes.ts';
import { type Call, proxyEventOf } from './proxy-event.ts';

/** A line of a log, or of CloudWatch's embedded metric format. */
interface Printed {
  readonly level?: string;
  readonly _aws?: { readonly CloudWatchMetrics: readonly { readonly Dimensions: unknown }[] };
  readonly [field: string]: unknown;
}

interface Options {
  readonly settings?: Record<string, string>;
  readonly times?: number;
}

/** Calls a function's bundle in a process of its own, and returns what that prints: its logs and metrics as objects. */
export async function printedBy(name: FunctionName, endpoint: string, what: Call, options: Options = {}) {
  const { settings = {}, times = 1 } = options;
  const { invoke, lines } = await startBundle(await bundleOf(name), { ...functionEnvironment(endpoint), ...settings });
  for (let time = 0; time < times; time += 1) await invoke(proxyEventOf(what));
  const printed = () => lines.flatMap((line): Printed[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
  // The pipes of the child may be behind its answers.
  await vi.waitFor(
    () => expect(printed().some((line) => line.level) && printed().some((line) => line._aws)).toBe(true),
    SOON,
  );
  return {
    logs: printed().filter((line) => line.level),
    metrics: printed().filter((line) => line._aws),
    text: lines.join('\n'),
  };
}
