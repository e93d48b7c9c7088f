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
  return texts.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line));
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

it.each([
  { trace: 'Root=1-abc;Parent=def;Sampled=1', named: '1-abc' },
  { trace: 'Root=1-abc;Parent=def;Sampled=0;Lineage=1:1234abcd:0', named: undefined },
  { trace: undefined, named: undefined },
])('names the trace $trace if X-Ray keeps it', ({ trace, named }) => {
  const [line] = linesOf(() =>
    createOperatorLines(trace === undefined ? {} : { _X_AMZN_TRACE_ID: trace }).log('INFO', 'hello', {}),
  );

  expect(line?.xray_trace_id).toBe(named);
});

it('omits absent fields of a line, and what is the same in all lines', () => {
  const [, line] = linesOf(() => {
    const { log } = createOperatorLines({});
    log('INFO', 'the first line of a process, with more fields', {});
    log('INFO', 'hello', { absent: undefined, zero: 0, no: false });
  });

  expect(Object.entries(line ?? {}).filter(([name]) => name !== 'timestamp')).toEqual([
    ['level', 'INFO'],
    ['message', 'hello'],
    ['zero', 0],
    ['no', false],
  ]);
});

const CALLBACK = { name: 'Callbacks', value: 1, dimensions: { command: 'c' }, hasTotal: true } as const;

it('has the metrics of a callback in its log line, unless metrics are disabled', () => {
  const written = (env: Record<string, string>) =>
    linesOf(() => createOperatorLines(env).log('INFO', 'hello', { command: 'c', milliseconds: 1 }, [CALLBACK]));

  expect(written({})).toMatchObject([
    {
      ...{ level: 'INFO', message: 'hello', milliseconds: 1 },
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
  const [withoutMetrics] = written({ POWERTOOLS_METRICS_DISABLED: 'true' });
  expect(withoutMetrics).toMatchObject({ message: 'hello', command: 'c' });
  expect(withoutMetrics).not.toHaveProperty('_aws');
});

it('writes metrics by themselves if the log line has another value, or is not written', () => {
  const written = (env: Record<string, string>) =>
    linesOf(() => createOperatorLines(env).log('INFO', 'hello', { command: 'invented' }, [CALLBACK]));

  expect(written({})).toMatchObject([{ command: 'invented' }, { command: 'c', Callbacks: 1 }]);
  expect(written({})[0]).not.toHaveProperty('_aws');
  const [metrics, ...others] = written({ LOG_LEVEL: 'WARN' });
  expect(others).toEqual([]);
  expect(metrics).toMatchObject({ command: 'c', Callbacks: 1 });
  expect(metrics).not.toHaveProperty('level');
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

it('writes all lines of a callback at once', () => {
  const texts: string[] = [];
  const { write } = process.stdout;
  onTestFinished(() => {
    process.stdout.write = write;
  });
  process.stdout.write = (text) => texts.push(String(text)) > 0;
  createOperatorLines({}).log('INFO', 'one', { command: 'invented' }, [CALLBACK]);
  process.stdout.write = write;

  expect(texts.map((text) => text.split('\n').length - 1)).toEqual([2]);
});

it('writes metrics under the namespace of its environment', () => {
  const namespaceWith = (env: Record<string, string>) => linesOf(() => createOperatorLines(env).measure([CALLBACK]))[0];
  const named = (Namespace: string) => ({ _aws: { CloudWatchMetrics: [{ Namespace }] } });

  expect(namespaceWith({})).toMatchObject(named('OpenIMWebhook'));
  expect(namespaceWith({ POWERTOOLS_METRICS_NAMESPACE: 'OpenIMWebhook-test' })).toMatchObject(
    named('OpenIMWebhook-test'),
  );
});
