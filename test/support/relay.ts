import * as v from 'valibot';
import { expect, onTestFinished } from 'vitest';
import { type RelayOptions, startRelay } from '../../infra/relay/relay.ts';
import type { GivenOptions } from '../../infra/relay/relay-options.ts';
import { parseRelaySettings } from '../../infra/relay/relay-settings.ts';
import { RelayStatus } from '../../infra/relay/status/relay-status.ts';
import { post } from './http.ts';
import { emptyDirectory, SOON } from './processes.ts';

const threadUrl = new URL('../../infra/relay/spool/thread-entry.ts', import.meta.url);

export const AFTER = 'callbackAfterJoinGroupCommand';
export const BEFORE = 'callbackBeforeSetGroupMemberInfoCommand';
export const RELAY_TOKEN = 'a-token-of-the-relay';

/** A body of an after callback that can be told from others. */
export function numbered(number: number): string {
  return JSON.stringify({ callbackCommand: AFTER, groupID: `g${number}`, operationID: `op${number}` });
}

/** Starts a relay in this process, with pauses of milliseconds. It ends with the test. */
export async function relayTo(
  receiverPort: number,
  given: Partial<GivenOptions> = {},
  options: Partial<RelayOptions> = {},
) {
  const spool = given.spool ?? (await emptyDirectory());
  const to = `http://openim:${RELAY_TOKEN}@127.0.0.1:${receiverPort}/prod/`;
  const lines: string[] = [];
  const settings = parseRelaySettings({ to, port: '0', ...given, spool }, {});
  const relay = await startRelay(settings, {
    threadUrl,
    print: (line) => lines.push(line),
    backoffMs: (failures) => Math.min(10 * failures, 50),
    ...options,
  });
  onTestFinished(() => relay.close().catch(() => {}));
  const url = `http://127.0.0.1:${relay.port}`;
  const status = async (): Promise<RelayStatus> => v.parse(RelayStatus, await (await fetch(`${url}/status`)).json());
  return {
    ...{ relay, url, spool, lines, status },
    send: (body: string, command = AFTER, headers: Record<string, string> = {}) =>
      post(`${url}/${command}`, body, headers),
    /** Waits until nothing waits in the spool. */
    drained: () => expect.poll(async () => (await status()).targets[0]?.waiting, SOON).toBe(0),
  };
}
