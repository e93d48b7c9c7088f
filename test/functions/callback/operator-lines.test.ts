import { expect, it, onTestFinished } from 'vitest';
import { createOperatorLines } from '../../../functions/callback/operator-lines.ts';

/** Runs code and returns the lines that it writes to standard output, parsed. */
function linesOf(run: () => void): Record<string, unknown>[] {
  const { write } = process.stdout;
  const texts: string[] = [];
  const restore = () => {
    process.stdout.write = write;
  };
  onTestFinished(restore);
  process.stdout.write = (text) => {
    texts.push(String(text));
    return true;
  };
  run();
  restore();
  return texts.map((text) => JSON.parse(text));
}

it.each([
  { env: {}, isWritten: true },
  { env: { AWS_LAMBDA_LOG_LEVEL: 'INFO', LOG_LEVEL: 'ERROR' }, isWritten: true },
  { env: { AWS_LAMBDA_LOG_LEVEL: 'FATAL' }, isWritten: false },
  { env: { POWERTOOLS_LOG_LEVEL: 'SILENT' }, isWritten: false },
  { env: { LOG_LEVEL: 'WARN' }, isWritten: false },
  { env: { LOG_LEVEL: 'loud' }, isWritten: true },
])('writes a line from the lowest level on: $env', ({ env, isWritten }) => {
  expect(linesOf(() => createOperatorLines(env).log('INFO', 'hello', {})).length === 1).toBe(isWritten);
});

it('omits empty fields of a line, and names the trace', () => {
  const env = { _X_AMZN_TRACE_ID: 'Root=1-abc;Parent=def;Sampled=1' };

  const [line] = linesOf(() =>
    createOperatorLines(env).log('INFO', 'hello', { empty: '', none: null, absent: undefined, zero: 0, no: false }),
  );

  expect(Object.entries(line ?? {}).filter(([name]) => name !== 'timestamp')).toEqual([
    ['level', 'INFO'],
    ['message', 'hello'],
    ['service', 'openim-webhook'],
    ['sampling_rate', 0],
    ['xray_trace_id', '1-abc'],
    ['zero', 0],
    ['no', false],
  ]);
});

it('writes counts and the sets of their dimensions, unless metrics are disabled', () => {
  const measure = (env: Record<string, string>) =>
    linesOf(() => createOperatorLines(env).measure({ Callbacks: 1 }, [{}, { command: 'c' }]));

  expect(measure({})).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [
          { Dimensions: [['service'], ['service', 'command']], Metrics: [{ Name: 'Callbacks', Unit: 'Count' }] },
        ],
      },
      service: 'openim-webhook',
      command: 'c',
      Callbacks: 1,
    },
  ]);
  expect(measure({ POWERTOOLS_METRICS_DISABLED: 'true' })).toEqual([]);
});

it('writes metrics under the namespace of its environment', () => {
  const namespaceWith = (env: Record<string, string>) =>
    linesOf(() => createOperatorLines(env).measure({ Callbacks: 1 }))[0];
  const named = (Namespace: string) => ({ _aws: { CloudWatchMetrics: [{ Namespace }] } });

  expect(namespaceWith({})).toMatchObject(named('OpenIMWebhook'));
  expect(namespaceWith({ POWERTOOLS_METRICS_NAMESPACE: 'OpenIMWebhook-test' })).toMatchObject(
    named('OpenIMWebhook-test'),
  );
});
