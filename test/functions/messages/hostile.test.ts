import { describe, expect, it } from 'vitest';
import { messageReceiver } from '../../support/message-receiver.ts';

const COMMAND = 'callbackAfterSendSingleMsgCommand';
const TEXT = 'meet me at nine';
const HEAD = `{"callbackCommand":"${COMMAND}","sendID":"u"`;
const HUGE = TEXT.repeat(100_000);

describe('the message is found and all else stays to the byte', () => {
  it.each([
    { sent: 'repeated', field: `"content":"${TEXT}","content" : "${TEXT}"`, kept: '"content":"*","content" : "*"' },
    { sent: 'under an escaped name', field: `"\\u0063ontent":"${TEXT}"`, kept: '"\\u0063ontent":"*"' },
    { sent: 'under a name in another case', field: `"CONTENT":"${TEXT}"`, kept: '"CONTENT":"*"' },
    {
      sent: 'after another name',
      field: `"content":"","Conten\\u0074":"${TEXT}"`,
      kept: '"content":"*","Conten\\u0074":"*"',
    },
    { sent: 'as an object', field: `"content":{"a":["${TEXT}","}"],"content":"${TEXT}"}`, kept: '"content":"*"' },
    { sent: 'as a list', field: `"content":["]",["${TEXT}"]]`, kept: '"content":"*"' },
    { sent: 'in a list of objects', field: `"list":[{"content":"${TEXT}"}]`, kept: '"list":[{"content":"*"}]' },
    { sent: 'with escapes', field: `"content":"\\"${TEXT}\\\\","x":"\\\\\\""`, kept: '"content":"*","x":"\\\\\\""' },
    { sent: 'over several lines', field: `\n\t"content"\r\n:\n"${TEXT}"\n`, kept: '\n\t"content"\r\n:\n"*"\n' },
    { sent: 'huge', field: `"content":"${HUGE}"`, kept: '"content":"*"' },
    { sent: 'deep', field: `"content":${'['.repeat(50_000)}"${TEXT}"${']'.repeat(50_000)}`, kept: '"content":"*"' },
  ])('sent $sent', async ({ field, kept }) => {
    const { send, records, lines } = await messageReceiver('table');

    await send(COMMAND, `${HEAD},${field}}\n`);

    const written = await records();
    expect(written).toMatchObject([{ outcome: 'recorded', body: `${HEAD},${kept}}\n`, redacted: ['content'] }]);
    expect(JSON.stringify([written, lines])).not.toContain(TEXT);
  });

  it('sent as a number or as null', async () => {
    const { send, records } = await messageReceiver('table');

    await send(COMMAND, `${HEAD},"content":4711 ,"ex":null}`);

    expect(await records()).toMatchObject([{ body: `${HEAD},"content":"*" ,"ex":"*"}`, redacted: ['content', 'ex'] }]);
  });

  it('sent as "*", which says that it was redacted', async () => {
    const { send, records } = await messageReceiver('table');

    await send(COMMAND, `${HEAD},"content":"*"}`);

    expect(await records()).toMatchObject([{ body: `${HEAD},"content":"*"}`, redacted: ['content'] }]);
  });

  it('sent deeper than a record can be', async () => {
    const { send, records } = await messageReceiver('table');

    await send(COMMAND, `${HEAD},"x":{"content":"${TEXT}"},"y":${'['.repeat(99)}${']'.repeat(99)}}`);

    const written = await records();
    expect(written).toMatchObject([{ outcome: 'malformed', redacted: ['content'] }]);
    expect(JSON.stringify(written)).not.toContain(TEXT);
  });
});
