import { expect, it } from 'vitest';
import { fieldsSet } from '../../../functions/openim/fields-set.ts';
import { otherCallback } from '../../../functions/openim/other.ts';

it.each([
  {
    wireName: 'callbackBeforeSetGroupInfoCommand',
    sent: { groupName: 'n', ex: '', needVerification: 0, lookMemberInfo: 1 },
    set: { groupName: 'n', lookMemberInfo: 1 },
  },
  { wireName: 'callbackBeforeUpdateUserInfoCommand', sent: { nickName: '', ex: '' }, set: { ex: '' } },
  { wireName: 'callbackBeforeSetGroupMemberInfoCommand', sent: { nickName: '' }, set: { nickName: '' } },
])('knows which fields $wireName sets', ({ wireName, sent, set }) => {
  const callback = otherCallback(wireName);
  expect(callback && fieldsSet(callback, sent)).toEqual(set);
});
