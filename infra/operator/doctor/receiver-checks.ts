import { checkAddress } from './address-checks.ts';
import { type Answered, callAll, callByQuery, summaryOfOthers } from './callback-checks.ts';
import { Caller } from './caller.ts';
import { type Check, skipped } from './check.ts';
import { type ConnectionOptions, checkConnection } from './connection-checks.ts';
import { checkLatency } from './latency-checks.ts';
import type { WantedRecords } from './table-check.ts';
import { newRunID, type TestEvent, testEvents } from './test-events.ts';
import { checkToken, checkWrongToken } from './token-checks.ts';

export interface ReceiverChecks {
  readonly checks: readonly Check[];
  /** Records to look for in the table. Absent when nothing was recorded. */
  readonly records?: WantedRecords;
}

/** Checks an address from its form to the answer to every callback. After a failure the rest is skipped. */
export async function checkReceiver(address: string, options: ConnectionOptions): Promise<ReceiverChecks> {
  const form = checkAddress(address);
  if (form.status === 'fail') return { checks: [form, NOT_TRIED] };
  const connection = await checkConnection(address, options);
  if (connection.some(({ status }) => status === 'fail')) return { checks: [form, ...connection, NOT_TRIED] };
  const caller = new Caller(address, options.timeoutMs);
  try {
    const { checks, records } = await checkCalls(caller, address, options);
    return { checks: [form, ...connection, ...checks], ...(records && { records }) };
  } finally {
    caller.close();
  }
}

const NOT_TRIED = skipped('callbacks', 'were not tried, because of the failure above');

async function checkCalls(caller: Caller, address: string, { now }: ConnectionOptions): Promise<ReceiverChecks> {
  const [runID, startedAt] = [newRunID(), now()];
  const events = testEvents(runID);
  const [first] = events as [TestEvent, ...TestEvent[]];
  // The first two have an operation of their own, so that they never count as repeats of the others.
  const aside = { ...first, body: { ...first.body, operationID: newRunID() } };
  const token = await checkToken(caller, address, aside);
  if (token.status === 'fail') return { checks: [token, NOT_TRIED] };
  const wrongToken = await checkWrongToken(caller, address, {
    ...aside,
    body: { ...aside.body, operationID: newRunID() },
  });
  const own = await callAll(
    caller,
    events.filter(({ isOwn }) => isOwn),
  );
  const sentOthers = isAlive(own) ? events.filter(({ isOwn }) => !isOwn) : [];
  const others = await callAll(caller, sentOthers);
  const byQuery = isAlive(others)
    ? [await callByQuery(caller, { ...aside, body: { ...aside.body, operationID: newRunID() } })]
    : [];
  return {
    checks: [
      token,
      wrongToken,
      ...own.map(({ check }) => check),
      ...summaryOfOthers(others),
      ...untried(events.length - own.length - others.length),
      ...byQuery.map(({ check }) => ({ ...check, name: 'old address form' })),
      ...checkLatency([...own, ...others]),
    ],
    ...recordsOf(own, runID, startedAt),
  };
}

function untried(count: number): Check[] {
  return count === 0 ? [] : [skipped('callbacks', `${count} more were not tried, because no answer came`)];
}

function isAlive(answered: readonly Answered[]): boolean {
  return answered.at(-1)?.milliseconds !== undefined;
}

function recordsOf(own: readonly Answered[], runID: string, startedAt: number): Pick<ReceiverChecks, 'records'> {
  const wireNames = own.filter(({ check }) => check.status !== 'fail').map(({ event }) => event.wireName);
  return wireNames.length === 0 ? {} : { records: { runID, startedAt, wireNames } };
}
