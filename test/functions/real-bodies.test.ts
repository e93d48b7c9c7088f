import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { asJson, asTable } from '../../infra/operator/audit/audit-output.ts';
import { routes } from '../../infra/routes.ts';
import { call, loadFunctions } from '../support/call.ts';
import { AUTHENTICATED } from '../support/proxy-event.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

/** Requests of a running server of July 2026 (openimsdk/open-im-server, main), one JSON a line. */
const requests = readFileSync(new URL('../support/real-bodies.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): { path: string; headers: Record<string, string>; body: string } => JSON.parse(line));

it('lets everything go on that a running server asked for, and records it to the byte', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint, { RECORD_MESSAGES: 'whole' });
  const wrong: unknown[] = [];

  for (const [index, { path: address, headers, body }] of requests.entries()) {
    const [path = ''] = address.split('?');
    const pathParameters = { command: path.slice(1) };
    const what = { body, path, pathParameters, requestID: `request-${index}`, receivedAt: '2026-03-04T05:06:07.089Z' };
    const name = routes.get(path) ?? 'other-callback';
    const { status, answer } = await call(functions, name, { ...what, headers: { ...AUTHENTICATED, ...headers } });
    if (status !== 200 || answer.errCode !== 0 || answer.nextCode !== 0) wrong.push({ path, status, answer });
  }

  expect(wrong).toEqual([]);
  const items = new Map((await everyItem(table)).map((item) => [item.requestID, item]));
  expect(items.size).toBe(requests.length);
  for (const [index, { body }] of requests.entries()) {
    const item = items.get(`request-${index}`);
    const { operationID } = JSON.parse(body);
    expect(item, body).toMatchObject({ outcome: expect.stringMatching(/^(recorded|allowed)$/) });
    expect(item?.body ?? body, body).toBe(body);
    if (operationID) expect(item?.operationID, body).toBe(operationID);
  }

  const records = await found(table, { index: 'byDay', day: '2026-03-04' });
  const printed = records.map((record): { requestID: string } => JSON.parse(asJson(record)));
  expect(new Set(printed.map(({ requestID }) => requestID)).size).toBe(requests.length);
  const pages = await Array.fromAsync(asTable(records));
  expect(pages.flatMap(({ lines }) => lines.split('\n'))).toHaveLength(1 + requests.length);
});
