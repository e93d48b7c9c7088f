import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FailureVerdict } from '../../functions/openim/answer.ts';
import { type CallbackName, catalogue } from '../../functions/openim/catalogue.ts';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { addGatewayResponses } from '../../infra/constructs/gateway-responses.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import { bundleOf, startBundle } from '../support/bundle.ts';
import type { LoadedFunctions } from '../support/call.ts';
import { functionEnvironment } from '../support/environment.ts';
import {
  bodyWith,
  CELLS,
  FAULT_ROWS,
  isLost,
  meantVerdict,
  startFaultyReceiver,
  TABLE,
  VERDICTS,
} from '../support/fault-matrix.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import { decodeAsGo, verdictOf } from '../support/go.ts';
import { proxyEventOf } from '../support/proxy-event.ts';
import { settleAll } from '../support/settle.ts';
import { auditTable, everyItem, found } from '../support/table.ts';

/** Before a record counts as late. */
const soon = () => new Date('2026-03-04T05:06:09Z');

/** Time after which OpenIM gives up. Functions answer after at most 3.5 s, so that a busy machine keeps this limit. */
const OPENIM_TIMEOUT_MS = 5_000;

const printed: Record<string, Record<string, string>> = {};
afterAll(() => console.info(matrix()));

/** Each callback comes once alone, and once as the repeat of one that was recorded before the fault. */
const EVENTS = CELLS.flatMap((cell) => {
  const operation = `${cell.name}-${cell.verdict}`;
  return [
    { ...cell, operation, isRepeat: false },
    { ...cell, operation: `${operation}-repeated`, isRepeat: true },
  ];
});

describe('whatever fails, OpenIM reads the verdict that is meant, in time, and each request is there once', () => {
  it.each(FAULT_ROWS)('$fault', async (row) => {
    const { table, functions, log, recover } = await startFaultyReceiver(row, {
      clock: soon,
      prepare: async (healthy) => {
        for (const { name, operation, isRepeat } of EVENTS)
          if (isRepeat) await callOnce(healthy, name, operation, `first-${operation}`);
      },
    });
    const refused = new Set<string>();

    await settleAll(
      EVENTS.map(async (cell) => {
        const { name, timing, verdict, operation } = cell;
        const startedAt = performance.now();
        const reply = await callOnce(functions.get(verdict) as LoadedFunctions, name, operation, `second-${operation}`);
        const milliseconds = performance.now() - startedAt;
        const expected = meantVerdict(row, cell);

        expect(verdictOf(reply), `${operation}: ${reply}`).toBe(expected);
        expect(decodeAsGo(reply).actionCode, operation).toBe(timing === 'after' && isLost(row) ? 1 : 0);
        expect(milliseconds, operation).toBeLessThan(OPENIM_TIMEOUT_MS);
        printed[row.fault] = { ...printed[row.fault], [operation]: `${expected} ${milliseconds.toFixed(0)}` };
        if (expected === 'refuse') refused.add(`second-${operation}`);
      }),
    );
    expect(log().length > 0).toBe(isLost(row));

    await recover();
    for (const { name, operation, isRepeat } of EVENTS) {
      const records = await found(table, { index: 'byOperation', id: operation });
      const requests = records.map(({ requestID }) => requestID).sort();
      expect(requests).toEqual([...(isRepeat ? [`first-${operation}`] : []), `second-${operation}`]);
      for (const { requestID, repeatOf, body, decision } of records) {
        expect(decision?.verdict === 'refuse', requestID).toBe(refused.has(requestID));
        const first = repeatOf === undefined ? body : records.find(({ eventID }) => eventID === repeatOf)?.body;
        expect(first, requestID).toBe(JSON.stringify(bodyWith(name, operation)));
      }
    }
    expect((await everyItem(table)).length).toBe(EVENTS.length + CELLS.length);
  });
});

describe('a function that is killed leaves the answer to the gateway, which gives the verdict that is meant', () => {
  it.each([
    { moment: 'before its write', fault: 'hangs', isKept: false },
    { moment: 'after its write', fault: 'writes, then hangs', isKept: true },
  ] as const)('$moment', async ({ moment, fault, isKept }) => {
    const table = await auditTable();
    await putVersion(await createPolicyTable(table.client), ALL_GROUPS, {}, { changedAt: '2026-03-04T05:06:07.089Z' });
    const gatewayAnswers = { refuse: gatewayAnswer('refuse'), allow: gatewayAnswer('allow') };

    // One after another, because a function that gets no CPU would answer before it is killed.
    for (const { name, verdict } of CELLS) {
      const operation = `${name}-${verdict}`;
      const proxy = await startFaultProxy(table.endpoint);
      onTestFinished(() => proxy.close());
      await proxy.break([TABLE], fault);
      const settings = { POLICY_TABLE_NAME: 'openim-policy', FAILURE_VERDICT: verdict };
      const env = { ...functionEnvironment(proxy.endpoint), ...settings };
      const killed = await startBundle(await bundleOf(name), env);
      const records = () => found(table, { index: 'byOperation', id: operation });

      killed.send(eventOf(name, operation, operation));
      const isUnderWay = async () =>
        isKept ? expect(await records()).toHaveLength(1) : expect(proxy.asked()).toContain(TABLE);
      await vi.waitFor(isUnderWay, { timeout: 30_000, interval: 20 });
      await killed.kill();

      expect(killed.results(), operation).toEqual([]);
      const reply = gatewayAnswers[verdict];
      expect(verdictOf(reply), operation).toBe(verdict === 'refuse' ? 'refuse' : 'go on');
      const bodies = (await records()).map(({ body }) => body);
      // OpenIM does not send it again.
      expect(bodies, operation).toEqual(isKept ? [JSON.stringify(bodyWith(name, operation))] : []);
      const row = `function killed ${moment}`;
      printed[row] = { ...printed[row], [operation]: `${verdictOf(reply)}${isKept ? '' : ', lost'}` };
    }
  });
});

async function callOnce(functions: LoadedFunctions, name: CallbackName, operation: string, requestID: string) {
  const context = { getRemainingTimeInMillis: () => 5_000 } as Context;
  const result = await functions.get(name)?.(eventOf(name, operation, requestID), context);
  return result?.body ?? '';
}

function eventOf(name: CallbackName, operation: string, requestID: string): APIGatewayProxyEvent {
  const body = bodyWith(name, operation);
  const receivedAt = '2026-03-04T05:06:07.089Z';
  return proxyEventOf({ body, path: `/${body.callbackCommand}`, requestID, receivedAt });
}

/** Returns the answer of API Gateway after a function ended without one, from the template of an API. */
function gatewayAnswer(failureVerdict: FailureVerdict): string {
  const stack = new Stack();
  const api = new RestApi(stack, 'Api');
  api.root.addMethod('POST');
  addGatewayResponses(api, failureVerdict);
  const responses = Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse', {
    Properties: { ResponseType: 'INTEGRATION_FAILURE' },
  });
  return Object.values(responses)[0]?.Properties.ResponseTemplates['application/json'];
}

/** The matrix as text: what was answered, and after how many milliseconds. */
function matrix(): string {
  const columns = catalogue.flatMap(({ name }) => VERDICTS.map((verdict) => `${name}-${verdict}`));
  const lines = Object.entries(printed).map(([fault, cells]) =>
    [fault.padEnd(36), ...columns.map((column) => (cells[column] ?? '').padStart(12))].join(' '),
  );
  const head = [
    ''.padEnd(36),
    ...columns.map((column) =>
      column
        .replace(/^(after|before)-(set-)?/, '')
        .slice(-12)
        .padStart(12),
    ),
  ];
  return [head.join(' '), ...lines].join('\n');
}
