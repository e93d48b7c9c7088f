import { expect, it } from 'vitest';
import { createIndexWait } from './index-wait.ts';

const item = (eventID: string, outcome: string) => ({
  eventID: { S: eventID },
  groupID: { S: 'g' },
  receivedAt: { S: '2026' },
  outcome: { S: outcome },
});
const part = { eventID: { S: 'part' }, part: { B: '' } };

/** A table whose index is behind for some scans. */
function laggingTable(behind: readonly object[], times: number) {
  const items = [item('a', 'recorded'), item('b', 'refused'), part];
  let scans = 0;
  const send = async (_operation: string, body: string) => {
    const { IndexName } = JSON.parse(body);
    if (IndexName) scans += 1;
    const Items = IndexName ? (scans > times ? items.slice(0, 2) : behind) : items;
    return { status: 200, text: JSON.stringify({ Items }) };
  };
  return { send, scans: () => scans };
}

it.each([
  { index: 'has not got an item', behind: [item('a', 'recorded')] },
  { index: 'has not got a change', behind: [item('a', 'recorded'), item('b', 'allowed')] },
])('waits for an index that $index, once after each write', async ({ behind }) => {
  const { send, scans } = laggingTable(behind, 2);
  const indexes = createIndexWait(send);

  await Promise.all([indexes.caughtUp('table', 'byGroup'), indexes.caughtUp('table', 'byGroup')]);
  await indexes.caughtUp('table', 'byGroup');
  expect(scans()).toBe(3);

  indexes.written();
  await indexes.caughtUp('table', 'byGroup');
  expect(scans()).toBe(4);
});
