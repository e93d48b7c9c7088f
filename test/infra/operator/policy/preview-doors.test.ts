import * as v from 'valibot';
import { expect, it } from 'vitest';
import { callbackNamed } from '../../../../functions/openim/catalogue.ts';
import { samples } from '../../../support/bodies.ts';
import { givenPreview, NAMES } from '../../../support/given-preview.ts';

const user = (nickname: string) => ({ userID: 'u-1', nickname, faceURL: '', ex: '' });

it.each([
  {
    callback: 'before-set-group-member-info',
    fields: (nickName: string) => ({ nickName }),
    line: 'g-400  u-9  allow → refuse  nickName "spam" → refused by rude-nick: the term spam',
  },
  {
    callback: 'before-update-user-info',
    fields: (nickName: string) => ({ nickName }),
    line: '-  u-7  allow → refuse  nickName "spam" → refused by rude-nick: the term spam',
  },
  {
    callback: 'before-update-user-info-ex',
    fields: (nickName: string) => ({ nickName }),
    line: '-  u-7  allow → refuse  nickName "spam" → refused by rude-nick: the term spam',
  },
  {
    callback: 'before-user-register',
    fields: (name: string) => ({ users: [user('Ann'), { ...user(name), userID: 'u-2' }] }),
    line: '-  u-1  allow → refuse  users[1].nickname of u-2 "spam" → refused by rude-nick: the term spam',
  },
  {
    callback: 'before-create-group',
    fields: (groupName: string) => ({ groupName }),
    line: 'g-600  u-1  allow → refuse  groupName "spam" → refused by rude-group: the term spam',
  },
  {
    callback: 'before-set-group-info',
    fields: (groupName: string) => ({ groupName }),
    line: 'g-600  -  allow → refuse  groupName "spam" → refused by rude-group: the term spam',
  },
  {
    callback: 'before-set-group-info-ex',
    fields: (groupName: string) => ({ groupName }),
    line: 'g-600  -  allow → refuse  groupName "spam" → refused by rude-group: the term spam',
  },
] as const)('judges what was recorded of $callback', async ({ callback, fields, line }) => {
  const { preview, send } = await givenPreview();
  for (const name of ['spam', ' Pam', 'Pam']) await send(callback, { ex: null, ...fields(name) });

  const lines = (await preview(NAMES)).split('\n');

  expect(lines.find((each) => each.includes('refuse'))).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}/);
  expect(lines.find((each) => each.includes('refuse'))?.slice(18)).toBe(line);
  expect(lines.find((each) => each.includes('change'))).toMatch(
    /allow → change .* " Pam" → "Pam" by trim-(nick|group): spaces at an end$/,
  );
  expect(lines).toContain('3 requests: 1 allowed, 1 changed, 1 refused; 2 differ from what was decided then.');
});

it('judges joins, whose members each have a value', async () => {
  const { preview, send } = await givenPreview();
  const member = (userID: string, ex: string) => ({ userID, ex });
  await send('before-members-join-group', { memberList: [member('u-5', '{}'), member('u-6', 'seat 3')] });
  await send('before-members-join-group', { memberList: [member('u-5', '{}')] });

  const stdout = await preview(NAMES);

  expect(stdout).toContain(
    'g-500  u-5  allow → refuse  memberList[1].ex of u-6 "seat 3" → refused by data: not JSON\n',
  );
  expect(stdout).toMatch(/^2 requests: 1 allowed, 0 changed, 1 refused; 1 differ/m);
});

it.each(samples)('reads the recorded event of $callback, $form, as it is', ({ callback, event }) => {
  expect(v.parse(callbackNamed(callback).request, event)).toEqual(event);
});
