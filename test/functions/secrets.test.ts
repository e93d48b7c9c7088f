import { describe, expect, it } from 'vitest';
import { chunksIn, recordIn } from '../../functions/audit/transport.ts';
import { call, loadFunctions } from '../support/call.ts';
import { startFaultyServer } from '../support/fault-proxy.ts';
import { auditTable, everyItem } from '../support/table.ts';

const SECRET = 'openIM123';
const users = [{ userID: 'u', nickname: 'n' }];

describe.each([
  { command: 'callbackBeforeUserRegisterCommand', name: 'before-user-register' },
  { command: 'callbackAfterUserRegisterCommand', name: 'other-callback' },
] as const)('$command', ({ command, name }) => {
  const what = { path: `/${command}`, pathParameters: { command }, receivedAt: '2026-03-04T05:06:07.089Z' };
  const body = `{"callbackCommand":"${command}","secret":"${SECRET}","\\u0053ecret":"${SECRET}","users":${JSON.stringify(users)}}\n`;

  it('is recorded without the secret of the server', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    expect((await call(functions, name, { ...what, body })).status).toBe(200);

    const items = await everyItem(table);
    expect(items).toMatchObject([
      { body: body.replaceAll(SECRET, '*'), redacted: ['secret'], event: { secret: '*', users } },
    ]);
    expect(JSON.stringify(items)).not.toContain(SECRET);
  });

  it.each([
    { sent: 'cut', body: body.slice(0, -5) },
    { sent: 'JSON in a string', body: JSON.stringify(body) },
    { sent: 'not UTF-8', body: Buffer.from(`${body.slice(0, -2)},"x":"\xff"}`, 'latin1') },
  ])('is recorded without its body when that is $sent', async ({ body }) => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    expect((await call(functions, name, { ...what, body })).answer.errCode).toBe(5400);

    const items = await everyItem(table);
    expect(items).toMatchObject([{ outcome: 'malformed', body: '', redacted: ['body'] }]);
    expect(JSON.stringify(items)).not.toContain(SECRET);
  });

  it.each(['callbackExample', 'callbackAfterQuitGroupCommand', 'callbackBeforeUserRegisterCommand'])(
    'is recorded without the secret at the address %s of other callbacks',
    async (address) => {
      const table = await auditTable();
      const functions = await loadFunctions(table.endpoint);

      await call(functions, 'other-callback', { body, path: `/${address}`, pathParameters: { command: address } });

      const items = await everyItem(table);
      expect(items).toMatchObject([{ outcome: 'malformed', redacted: ['secret'] }]);
      expect(JSON.stringify(items)).not.toContain(SECRET);
    },
  );

  it('is logged without the secret when it can be stored nowhere', async () => {
    const { endpoint } = await startFaultyServer('refuses');
    const functions = await loadFunctions(endpoint);

    await call(functions, name, { ...what, body });

    expect(recordIn(chunksIn(functions.log.join('')))).toMatchObject({ redacted: ['secret'] });
    expect(JSON.stringify(recordIn(chunksIn(functions.log.join(''))))).not.toContain(SECRET);
  });

  it('is another event for other users, and the same for another secret', async () => {
    const table = await auditTable();
    const functions = await loadFunctions(table.endpoint);

    for (const sent of [body, body.replaceAll(SECRET, 'another'), body.replace('"u"', '"w"')])
      await call(functions, name, { ...what, body: sent });

    const items = await everyItem(table);
    expect(items.filter(({ repeatOf }) => repeatOf === undefined)).toHaveLength(2);
  });
});

it('does not say that anything was redacted where no secret was sent', async () => {
  const table = await auditTable();
  const functions = await loadFunctions(table.endpoint);
  const command = 'callbackAfterUserRegisterCommand';
  const body = `{"callbackCommand":"${command}","users":[]}`;

  await call(functions, 'other-callback', { body, path: `/${command}`, pathParameters: { command } });

  const [item] = await everyItem(table);
  expect(item).toMatchObject({ body });
  expect(item).not.toHaveProperty('redacted');
});
