import { expect, it } from 'vitest';
import { readAnswer } from '../../../../infra/relay/routing/read-answer.ts';

const MEMBER_INFO = 'callbackBeforeSetGroupMemberInfoCommand';

it.each([
  { body: '{"actionCode":0,"errCode":5001,"nextCode":1}', kind: 'refused' },
  { body: '{"nextCode":1}', kind: 'refused' },
  { body: '{"NextCode":1}', kind: 'refused' },
  { body: '{"nextCode":0,"NEXTCODE":1}', kind: 'refused' },
  { body: '{"actionCode":0,"nextCode":0}', kind: 'continues' },
  { body: '{}', kind: 'continues' },
  { body: '{"message":"Internal server error"}', kind: 'continues' },
  { body: '{"nextCode":null}', kind: 'continues' },
  // Servers from v3.7 on continue.
  { body: '{"actionCode":1,"nextCode":1}', kind: 'continues' },
  { body: '{"nextCode":2}', kind: 'continues' },
  // OpenIM reads all values of a repeated name, one after the other, and null changes nothing.
  { body: '{"nextCode":1,"nextCode":null}', kind: 'invalid' },
  { body: '{"nextCode":1,"NextCode":0,"nextCode":1}', kind: 'invalid' },
  { body: '{"nickName":"admin","nickName":"\\u0061"}', kind: 'invalid' },
  { body: '{"nickName":"a","memberCallbackList":[{"userID":"u"},{"userID":"v"}]}', kind: 'continues' },
  { body: '{"nextCode":"1"}', kind: 'invalid' },
  { body: '{"nextCode":1.0}', kind: 'invalid' },
  { body: '{"errCode":true}', kind: 'invalid' },
  { body: '{"errMsg":5}', kind: 'invalid' },
  { body: '{"nickName":5}', kind: 'invalid' },
  { body: '{"nickName":{"value":"n"}}', kind: 'invalid' },
  { body: '{"roleLevel":"60"}', kind: 'invalid' },
  { body: '', kind: 'invalid' },
  { body: '[]', kind: 'invalid' },
  { body: 'ok', kind: 'invalid' },
  { body: '"text"', kind: 'invalid' },
  { body: '<html></html>', kind: 'invalid' },
])('reads $body as $kind', ({ body, kind }) => {
  expect(readAnswer(MEMBER_INFO, Buffer.from(body)).kind).toBe(kind);
});

it('takes only fields that OpenIM takes, under its spelling', () => {
  const body = JSON.stringify({ nickname: 'a', NICKNAME: 'b', ex: null, groupID: 'other', faceURL: '', extra: 1 });

  expect(readAnswer(MEMBER_INFO, Buffer.from(body))).toMatchObject({ changes: { nickName: 'b', faceURL: '' } });
});
