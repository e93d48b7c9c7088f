import { expect, it, onTestFinished } from 'vitest';
import { invocationOf } from '../../../functions/callback/invocation.ts';
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

  const [, line] = linesOf(() => {
    const { log } = createOperatorLines(env);
    log('INFO', 'the first line of a process, with more fields', {});
    log('INFO', 'hello', { empty: '', none: null, absent: undefined, zero: 0, no: false });
  });

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

it('says of the first line that the process has started, and how large it is', () => {
  const lines = linesOf(() => {
    const { log } = createOperatorLines({});
    log('INFO', 'first', {});
    log('INFO', 'second', {});
  });

  expect(lines[0]).toMatchObject({ coldStart: true, initMs: expect.any(Number), memoryMB: expect.any(Number) });
  for (const name of ['coldStart', 'initMs', 'memoryMB']) expect(lines[1]).not.toHaveProperty(name);
});

it('has the IDs of the call in every log line', () => {
  const event = { requestContext: { requestId: 'g-1', extendedRequestId: 'x-1' } };
  const lines = linesOf(() => {
    const { begin, log } = createOperatorLines({});
    begin(invocationOf(event, { awsRequestId: 'l-1' }));
    log('INFO', 'of a callback', {});
    begin(invocationOf({ Records: [] }, { awsRequestId: 'l-2' }));
    log('INFO', 'of a stream', {});
  });

  expect(lines[0]).toMatchObject({ requestID: 'g-1', extendedRequestID: 'x-1', lambdaRequestID: 'l-1' });
  expect(lines[1]).toMatchObject({ lambdaRequestID: 'l-2' });
  expect(lines[1]).not.toHaveProperty('requestID');
});

it('writes lines of one callback together, also when the last fails', () => {
  const texts: string[] = [];
  const { write } = process.stdout;
  onTestFinished(() => {
    process.stdout.write = write;
  });
  process.stdout.write = (text) => texts.push(String(text)) > 0;
  const { together, log, measure } = createOperatorLines({});
  const failing = () =>
    together(() => {
      log('INFO', 'one', {});
      measure({ Callbacks: 1 });
      throw new Error('no third line');
    });

  expect(failing).toThrow('no third line');
  log('INFO', 'after', {});
  process.stdout.write = write;

  expect(texts.map((text) => text.split('\n').length - 1)).toEqual([2, 1]);
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
