import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import { bundle } from '../../infra/bundle/bundle.ts';
import type { FunctionName } from '../../infra/routes.ts';
import { onceARun } from './once-a-run.ts';
import { emptyDirectory } from './processes.ts';

export type Bundle = Awaited<ReturnType<typeof startBundle>>;

/** Returns the folder of a function's bundle, which is made once a run. Do not change it. */
export function bundleOf(name: FunctionName | 'redeliver' | 'derive'): Promise<string> {
  return onceARun(`bundle-${name}`, async (directory) => bundle(`functions/${name}.ts`, directory));
}

/** Loads a function's bundle in an empty folder, in a process with the environment of Lambda and nothing else. */
export async function startBundle(folder: string, env: Record<string, string>) {
  const empty = await emptyDirectory();
  await cp(folder, empty, { recursive: true });
  await copyFile(join(import.meta.dirname, 'bundle-runner.mjs'), join(empty, 'runner.mjs'));
  const child = spawn(process.execPath, ['runner.mjs'], { cwd: empty, env });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => lines.push(line));
  const results = () => lines.filter((line) => line.startsWith('RESULT ')).map((line) => JSON.parse(line.slice(7)));
  const send = (event: APIGatewayProxyEvent) => child.stdin.write(`${JSON.stringify(event)}\n`);
  return {
    /** Its own copy of the bundle. */
    folder: empty,
    /** Lines that the process printed. */
    lines,
    /** Answers of the function. */
    results,
    send,
    invoke: async (event: APIGatewayProxyEvent) => {
      const answered = results().length;
      send(event);
      while (results().length === answered) await once(child.stdout, 'data');
      return results().at(-1);
    },
    /** Ends the process as Lambda ends a function that runs out of memory or time. */
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}
