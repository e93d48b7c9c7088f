import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it, onTestFinished } from 'vitest';
import { createRequestHandler } from '../../functions/aws/request-handler.ts';
import { Timeouts } from '../../functions/aws/timeouts.ts';
import { createPublish } from '../../functions/derivation/bus.ts';
import { functionClientFor } from '../../functions/dynamodb/function-client.ts';
import type { Table } from '../../functions/dynamodb/table.ts';
import { call, loadFunctions } from '../support/call.ts';
import { createDerive, deriveAll } from '../support/derive.ts';
import { functionEnvironment } from '../support/environment.ts';
import { startEventBus } from '../support/event-bus.ts';
import { type Fault, startFaultProxy } from '../support/fault-proxy.ts';
import { sampled } from '../support/sampled.ts';
import { insertsOf, isRecord } from '../support/stream.ts';
import { auditTable, clientOf, everyItem, type TestTable } from '../support/table.ts';

const GROUPS = ['g-1', 'g-2', 'g-3'];

/** The second of the three records has entries that fail. */
const isTroubled = (userID = '') => userID.startsWith('g-2 ') && userID !== 'g-2 a';

/** A table with a record for each group. The same calls make the same records everywhere. */
async function tableOfDismissals() {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  for (const groupID of GROUPS) {
    const membersID = ['owner', 'a', 'b', 'c', 'd'].map((name) => `${groupID} ${name}`);
    const body = {
      callbackCommand: 'callbackAfterDisMissGroupCommand',
      groupID,
      ownerID: `${groupID} owner`,
      membersID,
    };
    await call(functions, 'after-dismiss-group', { body, requestID: groupID, receivedAt: '2026-03-04T05:06:07.089Z' });
  }
  const records = (await everyItem(table)).filter(isRecord);
  return { table, records: records.sort((a, b) => (a.groupID < b.groupID ? -1 : 1)) };
}

async function itemsIn(table: Table) {
  return (await everyItem(table)).sort((a, b) => (a.eventID < b.eventID ? -1 : 1));
}

let healthy: ReturnType<typeof itemsIn> | undefined;

/** Derives once for all tests: every table has the same items. */
function itemsOfHealthyTable() {
  healthy ??= (async () => {
    const { table } = await tableOfDismissals();
    await deriveAll(table);
    return itemsIn(table);
  })();
  return healthy;
}

/** A table whose proxy gets the writes of troubled entries, and no others. */
async function troubledTable(table: TestTable, fault?: Fault) {
  const way = await startFaultProxy(table.endpoint);
  onTestFinished(() => way.close());
  const hasty = clientOf(way.endpoint, 'test', { requestHandler: SHORT_TIMEOUT });
  onTestFinished(() => hasty.destroy());
  const troubled =
    fault && HANGING.includes(fault)
      ? hasty
      : functionClientFor(functionEnvironment(way.endpoint), createRequestHandler(new Timeouts()));
  const send = (command: unknown, ...rest: never[]) =>
    (command instanceof PutItemCommand && isTroubled(command.input.Item?.userID?.S) ? troubled : table.client).send(
      command as never,
      ...rest,
    );
  const client: DynamoDBClient = new Proxy(table.client, {
    get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
  });
  return { way, table: { ...table, client } };
}

async function busOf() {
  const bus = await startEventBus();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new EventBridgeClient({ endpoint: bus.endpoint, region: 'local', credentials });
  return {
    publish: createPublish(client, 'bus'),
    groups: () => bus.events.map(({ Detail }) => JSON.parse(Detail).groupID),
  };
}

const faults = [
  'throttles',
  'fails',
  'resets',
  'hangs',
  'loses answers',
  'loses good answers',
  'writes, then hangs',
] as const satisfies Fault[];

/** A rejected write, a timeout after the write, and a write whose answer was lost. */
const SAMPLE: readonly Fault[] = ['throttles', 'loses good answers', 'writes, then hangs'];

/** A table that hangs never answers, so that waiting for it as long as in operation shows no more. */
const HANGING: readonly Fault[] = ['hangs', 'writes, then hangs'];
const SHORT_TIMEOUT = { requestTimeout: 100, throwOnRequestTimeout: true };

it.each(sampled(faults, (fault) => SAMPLE.includes(fault)))(
  'derives the same when a table %s for some entries and the stream sends the rest again',
  async (fault) => {
    const { table, records } = await tableOfDismissals();
    const troubled = await troubledTable(table, fault);
    const { publish, groups } = await busOf();
    const { derive, notDerived } = createDerive(troubled.table, { publish });
    await troubled.way.break(['PutItem'], fault);

    const { batchItemFailures } = await derive(insertsOf(records));
    const [failure] = batchItemFailures;
    await troubled.way.mend();
    const rest = records.slice(failure ? Number(failure.itemIdentifier) - 1 : records.length);
    expect(await derive(insertsOf(rest))).toEqual({ batchItemFailures: [] });

    // An answer that only the first attempt loses is a success at the second, whose condition is not met.
    const isRetried = fault === 'loses good answers';
    expect(failure).toEqual(isRetried ? undefined : { itemIdentifier: '2' });
    expect(notDerived).toEqual(isRetried ? [] : ['stream-1']);
    expect(await itemsIn(table)).toEqual(await itemsOfHealthyTable());
    expect(new Set(groups())).toEqual(new Set(GROUPS));
  },
  60_000,
);

it('derives the same from batches that come twice, out of order and at the same time', async () => {
  const { table, records } = await tableOfDismissals();
  const { publish, groups } = await busOf();
  const { derive } = createDerive(table, { publish });
  const [first, second, third] = records;
  const batches = [[third, first], [second, second, third], records, records.toReversed()];

  const results = await Promise.all(
    batches.map((batch) => derive(insertsOf(batch.filter((item) => item !== undefined)))),
  );

  expect(results.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
  expect(await itemsIn(table)).toEqual(await itemsOfHealthyTable());
  expect(new Set(groups())).toEqual(new Set(GROUPS));
});
