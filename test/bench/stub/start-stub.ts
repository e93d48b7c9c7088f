import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Stub {
  readonly endpoint: string;
  stop(): Promise<unknown>;
}

/** Starts the stub of DynamoDB. It ends with this process, too. */
export async function startStub(): Promise<Stub> {
  const child = fork(join(import.meta.dirname, 'stub.ts'));
  const [endpoint] = (await once(child, 'message')) as [string];
  return {
    endpoint,
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
