// Stands in for the runtime of Lambda's Node: loads the handler, and runs it for each invocation of the Runtime API.
// Source: AWS Lambda Developer Guide, "Building a custom runtime", and aws/aws-lambda-nodejs-runtime-interface-client.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_LOG_FORMAT, LAMBDA_TASK_ROOT = process.cwd() } = process.env;
const api = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;
let requestId = randomUUID();

// Lambda writes what a function logs with the console as its own lines.
for (const [method, level] of Object.entries({ log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' }))
  console[method] = (...values) => {
    const [timestamp, message] = [new Date().toISOString(), format(...values)];
    const line =
      AWS_LAMBDA_LOG_FORMAT === 'JSON'
        ? JSON.stringify({ timestamp, level, requestId, message })
        : `${timestamp}\t${requestId}\t${level}\t${message}`;
    process.stdout.write(`${line.replaceAll('\n', '\r')}\n`);
  };

const problemOf = (error) => ({
  errorType: error?.name ?? typeof error,
  errorMessage: error?.message ?? String(error),
  trace: error?.stack?.split('\n') ?? [],
});

const post = (path, body) => fetch(`${api}${path}`, { method: 'POST', body: JSON.stringify(body ?? null) });

async function load() {
  const [file, name] = process.argv[2].split('.');
  const { [name]: handler } = await import(pathToFileURL(join(LAMBDA_TASK_ROOT, `${file}.mjs`)));
  if (typeof handler !== 'function') throw new TypeError(`${process.argv[2]} is undefined or not exported`);
  return handler;
}

const handler = await load().catch(async (error) => {
  console.error(error);
  await post('/init/error', problemOf(error));
  process.exit(129);
});

for (;;) {
  const next = await fetch(`${api}/invocation/next`);
  requestId = next.headers.get('lambda-runtime-aws-request-id');
  const deadlineMs = Number(next.headers.get('lambda-runtime-deadline-ms'));
  process.env._X_AMZN_TRACE_ID = next.headers.get('lambda-runtime-trace-id');
  const context = {
    awsRequestId: requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn'),
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  try {
    await post(`/invocation/${requestId}/response`, await handler(await next.json(), context));
  } catch (error) {
    console.error(error);
    await post(`/invocation/${requestId}/error`, problemOf(error));
  }
}
