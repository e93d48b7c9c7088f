import { describe, expect, it } from 'vitest';
import { messageCommands } from '../../support/message-bodies.ts';
import { messageReceiver } from '../../support/message-receiver.ts';

const COMMAND = 'callbackAfterSendSingleMsgCommand';
const TEXT = 'meet me at nine';
const HEAD = `{"callbackCommand":"${COMMAND}","sendID":"u"`;

const UNREADABLE = [
  { sent: 'cut', body: `${HEAD},"content":"${TEXT}` },
  { sent: 'JSON in a string', body: JSON.stringify(`${HEAD},"content":"${TEXT}"}`) },
  { sent: 'not UTF-8', body: Buffer.from(`${HEAD},"content":"${TEXT}\xff"}`, 'latin1') },
  { sent: 'after a byte order mark', body: `\ufeff${HEAD},"content":"${TEXT}"}` },
  { sent: 'twice', body: `${HEAD},"content":"${TEXT}"}${HEAD},"content":"${TEXT}"}` },
  {
    sent: 'cut, with its name escaped',
    body: `{"callbackCommand":"\\u0063allbackAfterSendSingleMsgCommand","content":"${TEXT}`,
  },
];

describe.each([COMMAND, 'callbackExample', 'callbackAfterQuitGroupCommand', 'callbackBeforeSetGroupMemberInfoCommand'])(
  'a message that cannot be read, at %s',
  (address) => {
    it.each(UNREADABLE)('is recorded without its body when that is $sent', async ({ body }) => {
      const { send, records, lines } = await messageReceiver('table');

      expect((await send(address, body)).answer.errCode).toBe(5400);

      const written = await records();
      expect(written).toMatchObject([{ outcome: 'malformed', body: '', redacted: ['body'] }]);
      expect(JSON.stringify([written, lines])).not.toContain(TEXT);
    });
  },
);

const ADDRESSES = ['callbackExample', 'callbackAfterQuitGroupCommand', 'callbackAfterJoinGroupCommand'];

describe.each(ADDRESSES)('a message at the wrong address %s', (address) => {
  const commands = [
    ...messageCommands.map((command) => ({ command, name: `"callbackCommand":"${command}"` })),
    { command: 'escaped', name: `"callbackCommand":"callb\\u0061ckAfterSendSingleM\\u0073gCommand"` },
    { command: 'in another case', name: `"CallbackCommand":"${COMMAND}"` },
    { command: 'of a later version', name: '"callbackCommand":"callbackAfterEditGroupMsgCommand"' },
  ];

  it.each(['envelope', 'none'])('is not kept with RECORD_MESSAGES=%s', async (setting) => {
    const { send, records, lines, writes } = await messageReceiver('table', { RECORD_MESSAGES: setting });

    for (const { name } of commands) {
      const { answer } = await send(address, `{${name},"content":"${TEXT}","seq":1}`);
      expect(JSON.stringify(answer)).not.toContain('*');
    }

    const written = await records();
    expect(written.filter(({ redacted }) => redacted?.includes('content'))).toHaveLength(
      setting === 'none' ? 0 : commands.length,
    );
    if (setting === 'none') expect(writes()).toEqual([]);
    expect(JSON.stringify([written, lines])).not.toContain(TEXT);
  });
});

it('redacts a message under an address that is only the last of its two commands', async () => {
  const { send, records } = await messageReceiver('table');
  const address = 'callbackAfterJoinGroupCommand';
  const body = `{"callbackCommand":"${COMMAND}","groupID":"g","userID":"u","content":"${TEXT}","callbackCommand":"${address}"}`;

  await send(address, body);

  const written = await records();
  expect(written).toHaveLength(1);
  expect(JSON.stringify(written)).not.toContain(TEXT);
});

it('treats a message callback of a later version as one of those that are known', async () => {
  const { send, records } = await messageReceiver('table');
  const body = `{"callbackCommand":"callbackAfterEditGroupMsgCommand","content":"${TEXT}","seq":1}`;

  await send('callbackAfterEditGroupMsgCommand', body);

  expect(await records()).toMatchObject([
    { outcome: 'recorded', body: body.replace(TEXT, '*'), redacted: ['content'] },
  ]);
});

it.each(['envelope', 'none'])(
  'judges and keeps what only quotes the name of a message callback, with %s',
  async (setting) => {
    const { send, records } = await messageReceiver('table', { RECORD_MESSAGES: setting });
    const command = 'callbackBeforeSetGroupMemberInfoCommand';
    const quoting = { nickName: COMMAND, ex: '\\u0061', content: 'x', title: 'x' };
    const body = JSON.stringify({ callbackCommand: command, groupID: 'g', userID: 'u', ...quoting });

    await send(command, body);

    const [record] = await records();
    expect(record).toMatchObject({ outcome: 'allowed', body, event: quoting });
    expect(record).not.toHaveProperty('redacted');
  },
);
