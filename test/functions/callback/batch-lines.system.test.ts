import { expect, it, vi } from 'vitest';
import {
  BATCH_PATH,
  RELAY_HEADERS,
  type RelayedRequest,
  relayHeaders,
  toBatchLine,
} from '../../../functions/openim/relay-protocol.ts';
import { bodyOf } from '../../support/bodies.ts';
import { bundleOf, startBundle } from '../../support/bundle.ts';
import { AS_RELAY, NOW, relayed } from '../../support/deliveries.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { lineProblems } from '../../support/lambda/metric-lines.ts';
import { metricsIn } from '../../support/lambda/read-metrics.ts';
import { SOON } from '../../support/processes.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

const JOIN = 'callbackAfterJoinGroupCommand';

function joined(number: number, fields: Partial<RelayedRequest> = {}): RelayedRequest {
  const body = { callbackCommand: JOIN, operationID: `op-${number}`, groupID: `g-${number}`, userID: `u-${number}` };
  return relayed(body, { sequence: number, receivedAt: `2026-03-04T05:06:0${number}.000000Z`, ...fields });
}

async function startBatch() {
  const { endpoint } = await auditTable();
  return startBundle(await bundleOf('batch'), functionEnvironment(endpoint));
}

const batchOf = (requests: readonly RelayedRequest[]) =>
  proxyEventOf({
    ...{ path: BATCH_PATH, body: requests.map((request) => `${toBatchLine(request)}\n`).join('') },
    ...{ headers: { ...AS_RELAY, [RELAY_HEADERS.sentAt]: NOW }, receivedAt: NOW, requestID: 'batch-1' },
  });

/** What CloudWatch counts, once all lines have come through the pipes. */
async function expectMetrics(lines: readonly string[], expected: ReturnType<typeof metricsIn>) {
  await vi.waitFor(() => expect(metricsIn(lines)).toEqual(expected), SOON);
  expect(lines.filter((line) => line.startsWith('{')).flatMap(lineProblems)).toEqual([]);
}

const logsIn = (lines: readonly string[]) =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ level }) => level);

it('counts callbacks of a batch as it counts them in single lines', async () => {
  const refusedByRelay = relayed(bodyOf('before-set-group-member-info'), {
    verdict: { verdict: 'refuse', errCode: 5503, reason: 'the receiver does not answer' },
  });
  const again = joined(1);
  const sent = [
    ...[again, joined(2), again, joined(3, { isTest: true }), relayed(bodyOf('after-dismiss-group'))],
    // The clock of the relay is wrong.
    joined(4, { receivedAt: '2026-03-05T05:06:04.000000Z' }),
    ...[{ ...joined(5), body: Buffer.from('{') }, refusedByRelay, joined(6, { path: '/callbackUnheardOfCommand' })],
  ];
  const alone = await startBatch();
  for (const request of sent) await alone.invoke(batchOf([request]));
  await vi.waitFor(() => expect(logsIn(alone.lines)).toHaveLength(sent.length), SOON);
  const expected = metricsIn(alone.lines);

  const together = await startBatch();
  // Callbacks of a batch are recorded at the same time. Those that depend on an earlier one come in the second.
  for (const requests of [sent.slice(0, 2), sent.slice(2)]) await together.invoke(batchOf(requests));

  const names = Object.keys(expected).join();
  for (const name of ['Callbacks', 'DeliveryAge', 'Malformed', 'DegradedVerdict', 'RelayClockWrong'])
    expect(names).toContain(`"${name}"`);
  await expectMetrics(together.lines, expected);
});

it('counts a callback of a batch as the function of the callback does', async () => {
  const { endpoint } = await auditTable();
  const own = await startBundle(await bundleOf('after-join-group'), functionEnvironment(endpoint));
  const requests = [1, 2, 3].map((number) => joined(number));
  for (const request of requests) {
    const headers = { ...AS_RELAY, ...relayHeaders(request, NOW) };
    await own.invoke(proxyEventOf({ path: `/${JOIN}`, body: request.body.toString(), headers, receivedAt: NOW }));
  }
  await vi.waitFor(() => expect(logsIn(own.lines)).toHaveLength(3), SOON);

  const together = await startBatch();
  await together.invoke(batchOf(requests));

  await expectMetrics(together.lines, metricsIn(own.lines));
  expect(Object.keys(metricsIn(own.lines))).toHaveLength(3);
});

const groupOf = (numbers: readonly number[]) => ({
  ...{ command: JOIN, outcome: 'recorded' },
  callbacks: numbers.map((number) => [number, `op-${number}`, `g-${number}`, `u-${number}`]),
});

it('writes one log line for a batch, with the outcome and the IDs of each callback', async () => {
  const { invoke, lines } = await startBatch();
  await invoke(batchOf([joined(1), joined(2), relayed(bodyOf('after-dismiss-group')), joined(4)]));

  await vi.waitFor(() => expect(logsIn(lines)).toHaveLength(1), SOON);
  expect(logsIn(lines)).toMatchObject([
    {
      ...{ level: 'INFO', message: 'callbacks of a batch', requestID: 'batch-1', maxMilliseconds: expect.any(Number) },
      groups: [
        groupOf([1, 2, 4]),
        { command: 'callbackAfterDisMissGroupCommand', callbacks: [[3, 'op-of-header', 'g-200', 'u-1']] },
      ],
    },
  ]);
});

it('gives a callback that an operator must see a line of its own, with its number in the batch', async () => {
  const { invoke, lines } = await startBatch();
  const verdict = { verdict: 'refuse', errCode: 5503, reason: 'the receiver does not answer' } as const;
  const refused = relayed(bodyOf('before-set-group-member-info'), { verdict });
  await invoke(batchOf([joined(1), { ...joined(2), body: Buffer.from('{') }, joined(3), refused]));

  await vi.waitFor(() => expect(logsIn(lines)).toHaveLength(3), SOON);
  const byLine = logsIn(lines).sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  expect(byLine).toMatchObject([
    { message: 'callbacks of a batch', groups: [groupOf([1, 3])] },
    { message: 'callback is malformed', level: 'WARN', line: 2, requestID: 'batch-1' },
    { message: 'callback is recorded', line: 4, verdict: 'refuse', outcome: 'refused', groupID: 'g-400' },
  ]);
});

it('bounds the line, however long the IDs of a batch are', async () => {
  const { invoke, lines } = await startBatch();
  const long = (number: number) => {
    const body = { callbackCommand: JOIN, operationID: 'o'.repeat(5_000), groupID: `${number}`, userID: 'u' };
    return relayed(body, { sequence: number });
  };
  await invoke(batchOf(Array.from({ length: 50 }, (_, index) => long(index + 1))));

  await vi.waitFor(() => expect(logsIn(lines)).toHaveLength(1), SOON);
  const [line = ''] = lines.filter((text) => text.startsWith('{"level"'));
  expect(Buffer.byteLength(line)).toBeLessThan(10_000);
});
