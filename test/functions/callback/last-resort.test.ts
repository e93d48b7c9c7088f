import { Writable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { logTo } from '../../../functions/callback/last-resort.ts';
import { bodyOf } from '../../support/bodies.ts';
import { call, loadFunctions } from '../../support/call.ts';
import { startFaultyServer } from '../../support/fault-proxy.ts';

const NAME = 'before-set-group-member-info';
const body = bodyOf(NAME);

it('answers only when the log has the whole record', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const waiting: (() => void)[] = [];
  const log = new Writable({ write: (_chunk, _encoding, written) => waiting.push(written) });
  const functions = await loadFunctions(endpoint, {}, { lastResort: logTo(log) });
  let isAnswered = false;

  const answered = call(functions, NAME, { body }).then(() => {
    isAnswered = true;
  });
  await vi.waitFor(() => expect(waiting).toHaveLength(1), { interval: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(isAnswered).toBe(false);
  for (const written of waiting) written();
  await answered;
});

it('answers although nobody reads the log', async () => {
  const { endpoint } = await startFaultyServer('refuses');
  const log = new Writable({ write: () => {} });
  const functions = await loadFunctions(endpoint, {}, { lastResort: logTo(log) });

  expect((await call(functions, NAME, { body })).answer).toMatchObject({ errCode: 5503, nextCode: 1 });
});
