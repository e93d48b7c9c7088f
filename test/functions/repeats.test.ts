import { expect, it } from 'vitest';
import { call, loadFunctions } from '../support/call.ts';
import { auditTable, found } from '../support/table.ts';

/** Times within the same ten minutes of the clock, in order. */
const TIMES = ['05:01:00', '05:02:00', '05:03:00'].map((time) => `2026-03-04T${time}.000000Z`);

it('shows each of join, quit, join, newest first', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const join = { callbackCommand: 'callbackAfterJoinGroupCommand', groupID: 'g', userID: 'u' };
  const quit = { ...join, callbackCommand: 'callbackAfterQuitGroupCommand' };

  for (const [index, body] of [join, quit, join].entries()) {
    const what = { body, receivedAt: TIMES[index] ?? '' };
    if (body === join) await call(functions, 'after-join-group', what);
    else await call(functions, 'other-callback', { ...what, pathParameters: { command: body.callbackCommand } });
  }

  const records = await found(table, { index: 'byUser', id: 'u' });
  expect(records.map(({ command, receivedAt }) => [command, receivedAt])).toEqual([
    [join.callbackCommand, TIMES[2]],
    [quit.callbackCommand, TIMES[1]],
    [join.callbackCommand, TIMES[0]],
  ]);
  expect(records.map(({ repeatOf }) => repeatOf)).toEqual([records[2]?.eventID, undefined, undefined]);
});

it('shows the last of the names A, B, A last', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const body = {
    callbackCommand: 'callbackBeforeSetGroupMemberInfoCommand',
    operationID: 'op',
    groupID: 'g',
    userID: 'u',
  };

  for (const [index, nickName] of ['A', 'B', 'A'].entries()) {
    const what = { body: { ...body, nickName }, receivedAt: TIMES[index] ?? '' };
    await call(functions, 'before-set-group-member-info', what);
  }

  const records = await found(table, { index: 'byOperation', id: 'op' });
  expect(records.map(({ event, decision }) => [event?.nickName, decision?.verdict])).toEqual([
    ['A', 'allow'],
    ['B', 'allow'],
    ['A', 'allow'],
  ]);
});
