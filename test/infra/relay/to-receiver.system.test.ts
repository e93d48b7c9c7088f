import { expect, it } from 'vitest';
import { bodyOf } from '../../support/bodies.ts';
import { SOON } from '../../support/processes.ts';
import { AFTER, numbered, RELAY_TOKEN, relayTo } from '../../support/relay.ts';
import { serve } from '../../support/serve.ts';
import { everyItem } from '../../support/table.ts';

it('has after callbacks recorded by the receiver, also malformed ones, and before callbacks judged by it', async () => {
  const { server, table } = await serve({ token: RELAY_TOKEN });
  const { send, drained, status } = await relayTo(server.port);
  const after = bodyOf('after-join-group');
  const before = bodyOf('before-set-group-member-info');

  expect((await send(JSON.stringify(after), after.callbackCommand)).status).toBe(200);
  expect((await send('not JSON', after.callbackCommand)).status).toBe(200);
  expect((await send(JSON.stringify(before), before.callbackCommand)).status).toBe(200);

  await drained();
  expect(await status()).toMatchObject({ setAside: 0, totals: { delivered: 2, passedThrough: 1 } });
  const outcomes = (await everyItem(table)).map((item) => item.outcome).filter((outcome) => outcome !== undefined);
  expect(outcomes.toSorted()).toEqual(['allowed', 'malformed', 'recorded']);
});

it('keeps a callback that the receiver could not even read', async () => {
  // API Gateway has the same limit.
  const { server, table } = await serve({ token: RELAY_TOKEN, limits: { maxHeaderBytes: 10_240 } });
  const { send, status } = await relayTo(server.port);
  expect((await send(numbered(1), AFTER, { Operationid: 'o'.repeat(20_000) })).answer).toMatchObject({ actionCode: 0 });

  await expect
    .poll(async () => (await status()).totals, SOON)
    .toMatchObject({ failedAttempts: { failing: expect.toSatisfy((count) => count > 0) }, delivered: 0 });
  expect((await status()).targets).toMatchObject([{ waiting: 1 }]);
  expect(await everyItem(table)).toEqual([]);
});
