import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { functionEnvironment } from '../../support/environment.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MEMORY_MB = 1_024;
const REGION = 'eu-west-1';

/**
 * Options of Node with which Lambda starts a function of 1,024 MB.
 * Source: /var/runtime/bootstrap of Lambda's Node.js runtimes: a tenth of the memory is young, half of that a semi-space.
 */
export const NODE_OPTIONS: readonly string[] = [
  '--expose-gc',
  `--max-semi-space-size=${Math.floor(MEMORY_MB / 10 / 2)}`,
  `--max-old-space-size=${MEMORY_MB - Math.floor(MEMORY_MB / 10)}`,
];

/**
 * Returns the variables of a function in Lambda as the stack deploys it: JSON logs of level INFO, metrics and an X-Ray trace, and
 * nothing else of this process. The SDK that Lambda's runtime has is the one of `node_modules`.
 */
export function lambdaEnvironment(endpoint: string, policyTable?: string): Record<string, string> {
  return {
    ...functionEnvironment(endpoint),
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_SESSION_TOKEN: 'session-token-of-the-function',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MEMORY_MB),
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    NODE_PATH: join(ROOT, 'node_modules'),
    TZ: ':UTC',
    _X_AMZN_TRACE_ID: 'Root=1-6928a1b2-1a2b3c4d5e6f7a8b9c0d1e2f;Parent=1a2b3c4d5e6f7a8b;Sampled=0',
    FAILURE_VERDICT: 'refuse',
    FALLBACK_QUEUE_URL: `https://sqs.${REGION}.amazonaws.com/111122223333/fallback`,
    POWERTOOLS_SERVICE_NAME: 'receiver',
    POWERTOOLS_METRICS_NAMESPACE: 'Receiver',
    ...(policyTable !== undefined && { POLICY_TABLE_NAME: policyTable }),
  };
}

/** Context of each call, without its methods. */
export const CONTEXT = {
  awsRequestId: '5f1f0a4e-3a0b-4c1d-9a58-2f6d3b1c7e90',
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:${REGION}:111122223333:function:bench`,
  logGroupName: '/aws/lambda/bench',
  logStreamName: '2026/11/30/[$LATEST]0123456789abcdef',
  memoryLimitInMB: String(MEMORY_MB),
} as const satisfies Partial<Context>;
