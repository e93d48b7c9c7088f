import { expect, it, vi } from 'vitest';
import { bundle } from '../../../infra/lambda/bundle.ts';
import { startBundle } from '../../support/bundle.ts';
import { functionEnvironment } from '../../support/environment.ts';
import { emptyDirectory } from '../../support/processes.ts';
import { type Call, proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

/** Calls the function for other callbacks in a process of its own, and reads what that prints. */
async function printedFor(command: string, what: Partial<Call> = {}, { times = 1, settings = {} } = {}) {
  const folder = await emptyDirectory();
  bundle('functions/other-callback.ts', folder);
  const { endpoint } = await auditTable();
  const { invoke, lines } = await startBundle(folder, { ...functionEnvironment(endpoint), ...settings });
  const address = { path: `/${command}`, pathParameters: { command } };
  const event = proxyEventOf({ body: { callbackCommand: command }, ...address, ...what });
  for (let time = 0; time < times; time += 1) await invoke(event);
  const logs = () => lines.filter((line) => !line.startsWith('RESULT ')).map((line) => JSON.parse(line));
  // The pipes of the child may be behind its answers.
  await vi.waitFor(() => expect(logs().some((line) => line.level) && logs().some((line) => line._aws)).toBe(true));
  return logs();
}

const dimensionsOf = (printed: Record<string, unknown>[]) =>
  printed.filter((line) => line._aws && 'command' in line).map(({ command }) => command);

it('logs an invented name, and counts it with all others', async () => {
  const printed = await printedFor('callbackAfterInventedCommand');

  expect(dimensionsOf(printed)).toEqual(['other']);
  expect(printed.find(({ level }) => level)).toMatchObject({ command: 'callbackAfterInventedCommand' });
});

it('counts the name of a known callback by itself', async () => {
  expect(dimensionsOf(await printedFor('callbackSingleMsgRead'))).toEqual(['callbackSingleMsgRead']);
});

it('neither logs nor counts the name that a stranger sends, and bounds the lines', async () => {
  const printed = await printedFor('callbackAfterInventedCommand', { headers: {} }, { times: 200 });

  expect(printed).toHaveLength(2);
  expect(printed.find((line) => line._aws)).toMatchObject({ NotAuthenticated: 1 });
  expect(dimensionsOf(printed)).toEqual([]);
  expect(JSON.stringify(printed)).not.toContain('Invented');
});

it('logs that a callback is not taken, and counts it', async () => {
  const printed = await printedFor(
    'callbackAfterQuitGroupCommand',
    {},
    { settings: { RECORD_OTHER_CALLBACKS: 'false' } },
  );

  const outcome = 'unknownCallback';
  expect(printed.find(({ level }) => level)).toMatchObject({ outcome, problem: 'unknownCallback' });
  expect(printed.find(({ Callbacks }) => Callbacks)).toMatchObject({
    command: 'callbackAfterQuitGroupCommand',
    outcome,
  });
});
