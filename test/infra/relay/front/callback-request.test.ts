import { expect, it } from 'vitest';
import { callbackAddressOf } from '../../../../infra/relay/front/callback-request.ts';
import { newId } from '../../../../infra/relay/front/identity.ts';

it.each([
  { url: '/callbackAfterJoinGroupCommand', path: '/callbackAfterJoinGroupCommand', timing: 'after' },
  { url: '//callbackAfterJoinGroupCommand', path: '/callbackAfterJoinGroupCommand', timing: 'after' },
  {
    url: '/callbackExample/callbackAfterSendSingleMsgCommand?key=a/b',
    path: '/callbackAfterSendSingleMsgCommand?key=a/b',
    timing: 'after',
  },
  {
    url: '/base?command=callbackAfterJoinGroupCommand',
    path: '/?command=callbackAfterJoinGroupCommand',
    timing: 'after',
  },
  {
    url: '/?command=callbackBeforeCreateGroupCommand',
    path: '/?command=callbackBeforeCreateGroupCommand',
    timing: 'before',
  },
  // Its name misleads.
  { url: '/callbackBeforeAfterMsgCommand', path: '/callbackBeforeAfterMsgCommand', timing: 'after' },
  { url: '/callbackOfflinePushCommand', path: '/callbackOfflinePushCommand', timing: 'before' },
  { url: '/%63allbackBeforeCreateGroupCommand', path: '/%63allbackBeforeCreateGroupCommand', timing: 'before' },
])('takes $url for a callback $timing a change', ({ url, path, timing }) => {
  expect(callbackAddressOf(url)).toMatchObject({ path, callback: { timing } });
});

it.each(['/', '', '/status', '/batch', '/x?command=y'])('finds no callback in %j', (url) => {
  expect(callbackAddressOf(url)).toBeUndefined();
});

it('makes identities that sort by time', () => {
  const times = [0, 1, 1_700_000_000_000, 1_800_000_000_000, 2 ** 48 - 1];
  const ids = times.map(newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(times.map(() => newId(1))).size).toBe(times.length);
});
