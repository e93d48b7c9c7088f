import { expect, it } from 'vitest';
import { printedBy } from '../../support/printed.ts';
import type { Call } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

async function printedFor(command: string, what: Partial<Call> = {}, options = {}) {
  const { endpoint } = await auditTable();
  const address = { path: `/${command}`, pathParameters: { command } };
  return printedBy('other-callback', endpoint, { body: { callbackCommand: command }, ...address, ...what }, options);
}

const dimensionsOf = (metrics: Record<string, unknown>[]) =>
  metrics.filter((line) => 'command' in line).map(({ command }) => command);

it('logs an invented name, and counts it with all others', async () => {
  const { logs, metrics } = await printedFor('callbackAfterInventedCommand');

  expect(dimensionsOf(metrics)).toEqual(['other']);
  expect(logs).toMatchObject([{ command: 'callbackAfterInventedCommand' }]);
});

it('counts the name of a known callback by itself', async () => {
  expect(dimensionsOf((await printedFor('callbackSingleMsgRead')).metrics)).toEqual(['callbackSingleMsgRead']);
});

it('neither logs nor counts the name that a stranger sends, and bounds the lines', async () => {
  const { logs, metrics } = await printedFor('callbackAfterInventedCommand', { headers: {} }, { times: 200 });

  expect([logs.length, metrics.length]).toEqual([1, 1]);
  expect(metrics).toMatchObject([{ NotAuthenticated: 1 }]);
  expect(dimensionsOf(metrics)).toEqual([]);
  expect(JSON.stringify([logs, metrics])).not.toContain('Invented');
});

it('logs that a callback is not taken, and counts it', async () => {
  const settings = { RECORD_OTHER_CALLBACKS: 'false' };
  const { logs, metrics } = await printedFor('callbackAfterQuitGroupCommand', {}, { settings });

  const outcome = 'unknownCallback';
  expect(logs).toMatchObject([{ outcome, problem: 'unknownCallback' }]);
  expect(metrics.find(({ Callbacks }) => Callbacks)).toMatchObject({
    command: 'callbackAfterQuitGroupCommand',
    outcome,
  });
});
