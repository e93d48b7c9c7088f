import { expect, it } from 'vitest';
import { call, loadFunctions } from '../support/call.ts';
import { AUTHENTICATED } from '../support/proxy-event.ts';
import { auditTable, everyItem } from '../support/table.ts';

const EVENT_ID = '0123456789abcdef0123456789abcdef';
const body = { callbackCommand: 'callbackAfterJoinGroupCommand', groupID: 'g', userID: 'u' };

it.each([
  { value: EVENT_ID, recorded: EVENT_ID, why: 'it is an eventID' },
  { value: `${EVENT_ID}#a-request`, recorded: `${EVENT_ID}#a-request`, why: 'it is that of a repeat' },
  { value: 'yes', recorded: undefined, why: 'it is no eventID' },
  { value: `${EVENT_ID}#${'x'.repeat(1_000)}`, recorded: undefined, why: 'it is too long' },
])('records the mark of a replay or not, because $why', async ({ value, recorded }) => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);

  await call(functions, 'after-join-group', { body, headers: { ...AUTHENTICATED, 'x-openim-webhook-replay': value } });

  const [item] = await everyItem(table);
  expect(item).toMatchObject({ groupID: 'g', userID: 'u' });
  expect(item?.replayOf).toBe(recorded);
});
