import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as v from 'valibot';
import { RelayStatus } from '../../../infra/relay/status/relay-status.ts';

const POLL_MS = 20;

export interface RelayChild {
  readonly port: number;
  /** Waits until nothing waits in the spool. */
  drained(): Promise<void>;
  stop(): Promise<unknown>;
}

/** Starts `relay.mjs` as on a host of OpenIM's. */
export async function startRelay(file: string, receiverPort: number, spool: string): Promise<RelayChild> {
  const child = spawn(process.execPath, [file], {
    env: { RELAY_PORT: '0', RELAY_TO: `http://openim:a-token@127.0.0.1:${receiverPort}`, RELAY_SPOOL: spool },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  while (!/:(\d+), and/.test(output)) {
    if (child.exitCode !== null) throw new Error('the relay did not start');
    await once(child.stdout, 'data');
  }
  const port = Number(/:(\d+), and/.exec(output)?.[1]);
  const waiting = async () => {
    const status = v.parse(RelayStatus, await (await fetch(`http://127.0.0.1:${port}/status`)).json());
    return status.targets.reduce((sum, target) => sum + target.waiting, 0);
  };
  return {
    port,
    drained: async () => {
      while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
