import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startQueue } from '../../../infra/local/local-queue.ts';
import { type BusEvent, startEventBus } from '../event-bus.ts';
import { type FaultProxy, startFaultProxy } from '../fault-proxy.ts';
import { emptyDirectory } from '../processes.ts';
import { logicalID, PLACES, resolver } from '../resolved.ts';
import { auditTable, policyTable, type TestTable } from '../table.ts';
import { functionName, resourcesOf, type synthesise } from '../template.ts';
import { type AwsCall, startCallRecorder } from './call-recorder.ts';
import type { Configuration } from './lambda.ts';

type Synthesised = Awaited<ReturnType<typeof synthesise>>;

/** A call in the words of IAM, on a resource of the template. */
export interface ResourceCall {
  readonly action: string;
  /** Logical id. */
  readonly on: string;
}

/** The services that a stack's functions use, on sockets of this machine. */
export interface LocalAws {
  readonly table: TestTable;
  readonly toTable: FaultProxy;
  readonly toQueue: FaultProxy;
  readonly events: readonly BusEvent[];
  /** Texts of the messages in the fallback queue, or in the queue of slices. */
  messages(queue?: 'fallback' | 'slices'): Promise<string[]>;
  /** What Lambda has of a function of the template, with the names of what is here. */
  configurationOf(name: string): Configuration;
  /** Calls that a function made, or all did, each once. */
  calls(name?: string): readonly ResourceCall[];
}

/** Makes the tables, queues and the bus of a template. They end with the test. */
export async function startLocalAws({ template, directory }: Synthesised): Promise<LocalAws> {
  const table = await auditTable();
  const policy = await policyTable(table);
  const [fallbackFolder, slicesFolder] = [await emptyDirectory(), await emptyDirectory()];
  const [fallback, slices] = [await startQueue(fallbackFolder), await startQueue(slicesFolder)];
  const [toTable, toQueue] = [await startFaultProxy(table.endpoint), await startFaultProxy(fallback.url)];
  const bus = await startEventBus();
  onTestFinished(() => Promise.all([fallback, slices, toTable, toQueue].map((each) => each.close())).then(() => {}));
  const pathOf = (url: string) => new URL(url).pathname;
  const recorder = await startCallRecorder(({ action, on }: AwsCall) => {
    if (action.startsWith('dynamodb:')) return toTable.endpoint;
    if (action.startsWith('events:')) return bus.endpoint;
    return pathOf(on) === pathOf(fallback.url) ? toQueue.endpoint : slices.url;
  });
  const buses = Object.keys(resourcesOf(template, 'AWS::Events::EventBus')).map((id) => [id, 'bus'] as const);
  const refs: Record<string, string> = {
    ...Object.fromEntries(buses),
    [logicalID(template, 'AWS::DynamoDB::GlobalTable', 'Audit')]: table.name,
    [logicalID(template, 'AWS::DynamoDB::Table', 'Policy')]: policy.name,
    [logicalID(template, 'AWS::SQS::Queue', 'FallbackQueue')]: recorder.endpoint + pathOf(fallback.url),
    [logicalID(template, 'AWS::SQS::Queue', 'DerivationSlices')]: recorder.endpoint + pathOf(slices.url),
  };
  const idOf = new Map(Object.entries(refs).map(([id, name]) => [name, id]));
  const resolve = resolver(template, PLACES.ireland, refs);
  return {
    table,
    toTable,
    toQueue,
    events: bus.events,
    messages: async (queue = 'fallback') => {
      const folder = queue === 'fallback' ? fallbackFolder : slicesFolder;
      return Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    },
    calls: (name) =>
      recorder
        .calls()
        .filter(({ by }) => name === undefined || by === functionCalled({ template }, name)[0])
        .map(({ action, on }) => ({ action, on: idOf.get(on) ?? on })),
    configurationOf: (name) => {
      const [id, { Properties }] = functionCalled({ template }, name);
      const { Code, Handler, MemorySize, Timeout, LoggingConfig, Environment } = resolve(Properties);
      return {
        name: id,
        arn: resolve({ 'Fn::GetAtt': [id, 'Arn'] }),
        folder: join(directory, `asset.${Code.S3Key.replace('.zip', '')}`),
        handler: Handler,
        memoryMB: MemorySize,
        timeoutMs: Timeout * 1_000,
        logFormat: LoggingConfig.LogFormat,
        logLevel: LoggingConfig.ApplicationLogLevel,
        region: PLACES.ireland.region,
        variables: {
          ...Environment.Variables,
          AWS_ENDPOINT_URL_DYNAMODB: recorder.endpoint,
          AWS_ENDPOINT_URL_EVENTBRIDGE: recorder.endpoint,
        },
      };
    },
  };
}

/** Returns the one function of a template that has a name, with its logical id. */
export function functionCalled({ template }: Pick<Synthesised, 'template'>, name: string) {
  const found = Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).filter(
    ([id]) => functionName(template, id) === name || id.startsWith(`${name}Function`),
  );
  const [first, ...others] = found;
  if (!first || others.length > 0) throw new Error(`${found.length} functions are called ${name}`);
  return first;
}
