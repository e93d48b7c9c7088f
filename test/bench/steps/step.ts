/** A step of the pipeline, or what runs beside it. */
export const STEPS = [
  'authenticate',
  'capture',
  'parse',
  'validate',
  'judge',
  'record',
  'record: client',
  'reply',
  'log and metrics',
  'pipeline',
  'Node: sockets and event loop',
  'garbage collection',
] as const;

export type Step = (typeof STEPS)[number];

const AT_SOCKETS: Step = 'Node: sockets and event loop';

/** Sources of each step: paths in the project, or names of packages. The first that fits decides. */
const SOURCES: readonly (readonly [Step, RegExp])[] = [
  ['authenticate', /^functions\/callback\/(?:authenticate|token-hashes)/],
  [
    'log and metrics',
    /^functions\/callback\/(?:telemetry|operator-lines|batch-lines|metric|report-limiter|log-fields)/,
  ],
  ['capture', /^functions\/(?:callback\/(?:capture|receive|receipt|deadline|test-mark|replay|relay)|openim\/redact)/],
  ['parse', /^(?:functions\/callback\/parse|@middy\/http-json-body-parser)/],
  ['validate', /^(?:functions\/(?:callback\/validate|openim\/requests|dynamodb\/(?:storable|field-path))|valibot)/],
  ['reply', /^functions\/(?:openim\/(?:answer|overwriting)|policy\/reply)/],
  ['judge', /^functions\/(?:policy\/|callback\/judging)/],
  // What signs, sends and reads requests: the SDK, or a client of our own.
  [
    'record: client',
    /^(?:@(?:aws-sdk|smithy|aws|aws-crypto)\/|functions\/(?:aws\/|dynamodb\/(?:.*client|bytes|retry)))/,
  ],
  ['record', /^functions\/(?:audit|record|dynamodb|callback\/(?:writer|record-))/],
  ['pipeline', /^(?:functions\/|@middy\/|test\/bench\/floors\/)/],
];

/** Returns the step to which a source belongs. Node's own belong to whoever calls them. */
export function stepOfSource(source: string): Step | undefined {
  return SOURCES.find(([, pattern]) => pattern.test(source))?.[0];
}

/** Returns the step of a frame that V8 makes up, such as `(program)`. Waiting is none. */
export function stepOfName(functionName: string): Step | 'idle' | undefined {
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(garbage collector)') return 'garbage collection';
  return functionName === '(program)' || functionName === '(root)' ? AT_SOCKETS : undefined;
}
