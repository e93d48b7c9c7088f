import { describe, expect, it } from 'vitest';
import { printable } from '../../../infra/cli/printable.ts';
import { catalogueOf } from '../../../infra/openim/generate-catalogue.ts';
import { messageBodies, messageCommands } from '../../support/message-bodies.ts';
import { messageReceiver } from '../../support/message-receiver.ts';
import { printedBy } from '../../support/printed.ts';
import { auditTable } from '../../support/table.ts';

const GO_ON = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 };
const PLACES = ['table', 'queue', 'log'] as const;
const REQUEST = (index: number) => `request-${index}`;

it('knows a body of every callback that carries a message', () => {
  expect(new Set(messageBodies.map(({ command }) => command))).toEqual(new Set(messageCommands));
  expect(messageCommands).toHaveLength(13);
  expect(messageBodies.filter(({ from }) => from === 'a running server')).toHaveLength(14);
});

it.each(PLACES)('keeps the envelope of each message, and nothing of its content, in the %s', async (place) => {
  const { send, records, lines } = await messageReceiver(place);

  for (const [index, { command, body }] of messageBodies.entries())
    await send(command, Buffer.from(body), REQUEST(index));

  const written = await records();
  const byRequest = new Map(written.map((record) => [record.requestID, record]));
  expect(byRequest.size).toBe(messageBodies.length);
  for (const [index, { command, envelope, texts }] of messageBodies.entries()) {
    const record = byRequest.get(REQUEST(index));
    const { callbackCommand: _command, ...fields } = JSON.parse(envelope);
    expect(record).toMatchObject({ command, event: { contentType: fields.contentType, content: '*' } });
    expect(record?.redacted).toEqual(Object.keys(fields).filter((name) => fields[name] === '*'));
    if (record?.repeatOf === undefined) expect(record?.body).toBe(envelope);
    const all = JSON.stringify([written, lines]);
    for (const text of texts) {
      expect(all).not.toContain(JSON.stringify(text).slice(1, -1));
      expect(all).not.toContain(printable(text));
    }
  }
  expect(JSON.stringify([written, lines])).not.toMatch(/小明|let me in/);
});

it.each(PLACES)('answers each message and writes nothing to the %s with RECORD_MESSAGES=none', async (place) => {
  const { send, records, lines, writes } = await messageReceiver(place, { RECORD_MESSAGES: 'none' });

  for (const { command, body } of messageBodies) {
    const { status, answer } = await send(command, body);
    expect({ status, answer }, command).toEqual({ status: 200, answer: GO_ON });
  }

  expect(await records()).toEqual([]);
  expect(writes()).toEqual([]);
  expect(lines.filter((line) => !/answered/.test(line))).toEqual([]);
  expect(lines.join()).not.toMatch(/a sendID|u1|zoe/);
});

it('keeps each message to the byte with RECORD_MESSAGES=whole', async () => {
  const { send, records } = await messageReceiver('table', { RECORD_MESSAGES: 'whole' });

  for (const [index, { command, body }] of messageBodies.entries()) await send(command, body, REQUEST(index));

  const byRequest = new Map((await records()).map((record) => [record.requestID, record]));
  for (const [index, { body }] of messageBodies.entries()) {
    const record = byRequest.get(REQUEST(index));
    expect(record?.body ?? body).toBe(body);
    expect(record?.event?.content).toBe(JSON.parse(body).content);
    expect(record).not.toHaveProperty('redacted');
  }
});

it.each(['envelope', 'whole', 'none'])('answers nothing but "go on" with RECORD_MESSAGES=%s', async (setting) => {
  const { send } = await messageReceiver('table', { RECORD_MESSAGES: setting });

  for (const { command, body } of messageBodies) {
    expect((await send(command, body)).answer, command).toEqual(GO_ON);
  }
});

it.each([
  { setting: 'envelope', outcome: 'recorded' },
  { setting: 'none', outcome: 'answered' },
])('logs nothing of a message in Lambda with RECORD_MESSAGES=$setting', async ({ setting, outcome }) => {
  const { endpoint } = await auditTable();
  const [{ command, body } = { command: '', body: '' }] = messageBodies;
  const what = { body, path: `/${command}`, pathParameters: { command } };

  const { logs, text } = await printedBy('other-callback', endpoint, what, { settings: { RECORD_MESSAGES: setting } });

  expect(logs).toMatchObject([{ command, outcome }]);
  expect(text.replaceAll(/^RESULT .*/gm, '')).not.toMatch(/小明|my content/);
});

describe('two messages with the same envelope', () => {
  const [{ command, body } = { command: '', body: '' }] = messageBodies;

  it.each([
    { differ: 'in their ids', second: body.replace('a clientMsgID', 'another'), repeats: 0 },
    { differ: 'in their content alone', second: body.replace('my content', 'another'), repeats: 1 },
  ])('are $repeats repeats when they differ $differ', async ({ second, repeats }) => {
    const { send, records } = await messageReceiver('table');

    await send(command, body);
    await send(command, second);

    expect((await records()).filter(({ repeatOf }) => repeatOf !== undefined)).toHaveLength(repeats);
  });
});

it('makes no catalogue in which an answer would repeat a message', () => {
  const content = { name: 'content', type: 'string' };
  const shape = { versions: ['v1'], timing: 'before', webhooksYmlKey: 'k', request: [content] };
  const response = [{ name: 'content', effect: 'overwrites' }];
  const source = {
    versions: { v1: { commit: 'c', date: '2026-01-01' } },
    callbacks: [{ wireName: 'callbackX', shapes: [{ ...shape, response }] }],
  };
  expect(() => catalogueOf(source)).toThrow('callbackX: an answer would repeat a redacted field');
});
