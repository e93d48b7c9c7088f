import { request } from 'node:http';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import type { Table } from '../../functions/dynamodb/table.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import type { ConsoleSource } from '../../infra/operator/console/console-source.ts';
import { pollingFollow } from '../../infra/operator/console/follow/polled-events.ts';
import { startConsole } from '../../infra/operator/console/server.ts';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends a request with exactly these headers, which `fetch` does not let a test choose. */
export function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (response) => {
      const text = Buffer.concat(await Array.fromAsync(response)).toString();
      resolve({ status: response.statusCode, headers: response.headers, text });
    });
    sent.on('error', reject).end(body);
  });
}

/** Opens the address of a console as a browser does, and returns the header with its cookie. */
export async function openedBy(address: string): Promise<{ cookie: string }> {
  const { port, pathname } = new URL(address);
  const { headers } = await ask(Number(port), pathname);
  return { cookie: String(headers['set-cookie']).split(';', 1)[0] ?? '' };
}

/**
 * Starts a console on tables, and opens it.
 *
 * @param onEnd when it ends: by default with the test
 */
export async function openConsole(
  audit: Table<DynamoDBClient>,
  options: Partial<ConsoleSource> = {},
  onEnd: (end: () => Promise<void>) => void = onTestFinished,
) {
  const policy = await createPolicyTable(audit.client);
  const follow = pollingFollow(audit);
  const source = { audit, policy, place: 'here', follow, now: () => new Date(), ...options };
  const { port, address, close } = await startConsole(source, 0);
  onEnd(close);
  const cookie = await openedBy(address);
  /** Asks with the cookie, and reads the answer as JSON. */
  const json = async (path: string, asked: Asked = {}) => {
    const { status, text } = await ask(port, path, { ...asked, headers: { ...cookie, ...asked.headers } });
    return { status, answer: JSON.parse(text) };
  };
  const post = (path: string, body: object) =>
    json(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { port, address, cookie, policy, json, post };
}

/** Reads the messages of a live stream until there are enough. */
export async function messagesOf(
  port: number,
  path: string,
  cookie: { cookie: string },
  isEnough: (text: string) => boolean,
  onOpen: () => void,
) {
  const ended = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: cookie, signal: ended.signal });
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    if (text === '') onOpen();
    text += chunk;
    if (isEnough(text)) break;
  }
  ended.abort();
  return text.split('\n\n').flatMap((message) => {
    const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(message) ?? [];
    return data === undefined ? [] : [{ event, data: JSON.parse(data) }];
  });
}
