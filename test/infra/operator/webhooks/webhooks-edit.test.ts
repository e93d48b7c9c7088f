import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { wantedSwitches } from '../../../../infra/openim/wanted-switches.ts';
import { editWebhooks } from '../../../../infra/operator/webhooks/webhooks-edit.ts';
import { notesOn } from '../../../../infra/operator/webhooks/webhooks-notes.ts';
import { openimFile, versions } from '../../../support/openim-file.ts';

const ADDRESS = 'https://openim:s3cr3t@abc.execute-api.eu-west-1.amazonaws.com/prod';

const OURS = wantedSwitches(null, false);

function edit(text: string, ownOnly = false): string {
  return editWebhooks(text, 'webhooks.yml', ADDRESS, ownOnly).text;
}

describe.each(versions)('the file of OpenIM $version', ({ layout }) => {
  const ours = wantedSwitches(layout.section, false);
  const others = ['afterSendSingleMsg', 'beforeAddFriend'];
  const before = openimFile(layout, { url: 'http://127.0.0.1:10006/callbackExample', on: others });
  const added = ours.filter((name) => !(name in layout.switches));
  const after = openimFile(layout, { url: ADDRESS, on: [...others, ...ours], added });

  it.each([
    { form: 'as it is', of: (text: string) => text },
    { form: 'with the line ends of Windows', of: (text: string) => text.replaceAll('\n', '\r\n') },
    { form: 'with a byte order mark', of: (text: string) => `\uFEFF${text}` },
    { form: 'without an end to its last line', of: (text: string) => text.replace(/\n$/, '') },
  ])('$form: changes the address and our switches, and no other byte', ({ of }) => {
    expect(edit(of(before))).toBe(of(after));
  });

  it('says for OpenIM what it should', () => {
    const values = parse(edit(before));
    const section = layout.section === null ? values : values[layout.section];
    const on = Object.keys(section).filter((name) => section[name].enable);

    expect(section.url).toBe(ADDRESS);
    expect(on.sort()).toEqual([...others, ...ours].sort());
    expect(ours.map((name) => section[name].timeout >= 5)).not.toContain(false);
  });

  it('needs no change the second time', () => {
    expect(editWebhooks(after, 'webhooks.yml', ADDRESS, false)).toMatchObject({ text: after, changes: [] });
  });
});

describe('takes', () => {
  it.each([
    {
      what: 'a switch without settings',
      text: 'afterJoinGroup: # soon',
      to: 'afterJoinGroup: { enable: true, timeout: 5 } # soon',
    },
    {
      what: 'a switch without settings, in another form',
      text: 'afterJoinGroup: {}',
      to: 'afterJoinGroup: { enable: true, timeout: 5 }',
    },
    {
      what: 'a switch on one line',
      text: 'afterJoinGroup: {enable: false, timeout: 7}',
      to: 'afterJoinGroup: {enable: true, timeout: 7}',
    },
    {
      what: 'a missing setting',
      text: 'afterJoinGroup:\n    enable: false',
      to: 'afterJoinGroup:\n    timeout: 5\n    enable: true',
    },
    {
      what: 'a missing setting on one line',
      text: 'afterJoinGroup: {timeout: 9}',
      to: 'afterJoinGroup: {enable: true, timeout: 9}',
    },
    {
      what: 'a setting without a value',
      text: 'afterJoinGroup:\n  enable:\n  timeout: 5',
      to: 'afterJoinGroup:\n  enable: true\n  timeout: 5',
    },
    {
      what: 'a time too short for us',
      text: 'afterJoinGroup:\n  enable: true\n  timeout: 2',
      to: 'afterJoinGroup:\n  enable: true\n  timeout: 5',
    },
    {
      what: 'what only looks like true',
      text: 'afterJoinGroup:\n  enable: "yes"\n  timeout: 5',
      to: 'afterJoinGroup:\n  enable: true\n  timeout: 5',
    },
    {
      what: 'a name in another case, as OpenIM does',
      text: 'AFTERJOINGROUP:\n  Enable: false\n  timeout: 5',
      to: 'AFTERJOINGROUP:\n  Enable: true\n  timeout: 5',
    },
    {
      what: 'a merge key',
      text: 'x: &off {enable: false, timeout: 5}\nafterJoinGroup:\n  <<: *off\n  failedContinue: true',
      to: 'x: &off {enable: false, timeout: 5}\nafterJoinGroup:\n  enable: true\n  timeout: 5\n  <<: *off\n  failedContinue: true',
    },
  ])('$what', ({ text, to }) => {
    const [before, after] = [text, to].map((switches) => {
      const others = OURS.filter((name) => name !== 'afterJoinGroup');
      return `url: ${ADDRESS}\n${others.map((name) => `${name}: {enable: true, timeout: 5}\n`).join('')}${switches}\n`;
    });
    expect(edit(before ?? '')).toBe(after);
  });

  it('a file without an address, and one in JSON', () => {
    const values = { url: ADDRESS, ...Object.fromEntries(OURS.map((name) => [name, { enable: true, timeout: 5 }])) };

    expect(parse(edit('afterJoinGroup:\n  enable: false\n'))).toEqual(values);
    expect(parse(edit('{"url": "", "afterJoinGroup": {"enable": false}}'))).toEqual(values);
    expect(parse(edit('{"afterJoinGroup": {"timeout": 5}}'))).toEqual(values);
  });

  it('a receiver that takes its own callbacks only', () => {
    const values = parse(edit('url: x\nafterSetGroupInfo:\n  enable: false\n', true));
    expect(values).toMatchObject({ afterSetGroupInfo: { enable: false }, afterJoinGroup: { enable: true } });
  });
});

describe('refuses', () => {
  const off = 'enable: false, timeout: 5';
  it.each([
    { what: 'nothing', text: '', says: "webhooks.yml is not OpenIM's, because it has no switches of callbacks." },
    { what: 'another file', text: 'services:\n  openim-server:\n    image: x\n', says: "webhooks.yml is not OpenIM's" },
    { what: 'a list', text: '- url: x\n', says: "webhooks.yml is not OpenIM's" },
    {
      what: 'a key twice',
      text: 'url: a\nafterJoinGroup: {}\nurl: b\n',
      says: 'webhooks.yml, line 3, has a key twice.',
    },
    {
      what: 'a key twice in two cases',
      text: 'url: a\nafterJoinGroup:\nURL: b\n',
      says: 'The file has both url and URL.',
    },
    { what: 'no YAML', text: 'url: a\nafterJoinGroup: [\n', says: 'webhooks.yml, line 3, is not valid YAML: ' },
    {
      what: 'several documents',
      text: 'url: a\n---\nafterJoinGroup:\n',
      says: 'webhooks.yml, line 2, is not valid YAML: ',
    },
    {
      what: 'a switch that is none',
      text: 'url: a\nafterJoinGroup: true\n',
      says: 'afterJoinGroup has no settings of its own.',
    },
    {
      what: 'an alias of nothing',
      text: 'url: a\nafterJoinGroup: *x\n',
      says: 'webhooks.yml has an alias (*) without its anchor',
    },
    {
      what: 'settings that others share',
      text: `url: a\nafterJoinGroup: &x {${off}}\nafterSendSingleMsg: *x\n`,
      says: "webhooks.yml can't be edited safely",
    },
    {
      what: 'shared settings',
      text: `x: &x {${off}}\nafterJoinGroup: *x\n`,
      says: 'afterJoinGroup has no settings of',
    },
  ])('$what', ({ text, says }) => {
    expect(() => edit(text)).toThrow(says);
  });

  it('to turn on own callbacks only where one switch sends another callback, too', () => {
    expect(() => edit('callback:\n  url: a\n  joinGroupAfter:\n', true)).toThrow('Before v3.7');
  });
});

describe('tells', () => {
  const notes = (text: string) => notesOn(editWebhooks(text, 'webhooks.yml', ADDRESS, false));

  it('which callbacks come along, without the token of the address before', () => {
    const text =
      'url: http://u:secret@other:1/x\nafterSendSingleMsg: {enable: true}\nafterJoinGroup: {enable: false}\n';
    expect(notes(text)).toContain(
      'afterSendSingleMsg: already on, and sent to http://u:***@other:1/x. They now go to the new address, too.',
    );
  });

  it('what was pasted where OpenIM does not read it', () => {
    const pasted =
      'url: x\nafterRemoveBlack:\n  enable: false\n  timeout: 5\n  url: y\n  afterJoinGroup:\n    enable: true\n';
    expect(notes(pasted)).toContain(
      'afterRemoveBlack holds url, afterJoinGroup, which OpenIM does not read there. Remove them.',
    );
  });

  it('what OpenIM refuses while nobody answers, but not before v3.7, which asks failedContinue', () => {
    const refuses = expect.stringMatching(
      /OpenIM refuses .*: .*beforeSetGroupMemberInfo, beforeMemberJoinGroup, .*beforeSetGroupInfoEx, .*\.$/,
    );
    expect(notes('url: x\nafterJoinGroup:\n')).toContainEqual(refuses);
    expect(notes('callback:\n  url: x\n  joinGroupAfter:\n')).not.toContainEqual(refuses);
  });
});
