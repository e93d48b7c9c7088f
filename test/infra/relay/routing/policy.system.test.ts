import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allow } from '../../../../functions/openim/answer.ts';
import { envelope, startBareReceiver } from '../../../support/bare-receiver.ts';
import { runHere } from '../../../support/commands.ts';
import { emptyData, emptyDirectory, startReceiver } from '../../../support/processes.ts';
import { BEFORE, relayTo } from '../../../support/relay.ts';

it("lets the receiver's policy judge what another server makes of a change", async () => {
  const env = { DATA_DIR: await emptyData() };
  const policy = join(await emptyDirectory(), 'policy.json');
  const rule = (id: string) => [{ kind: 'terms', id, terms: ['spam'] }];
  await writeFile(policy, JSON.stringify({ nickName: rule('members'), groupName: rule('groups') }));
  expect(await runHere(['policy', 'set', policy], env)).toMatchObject({ code: 0, stderr: '' });
  const receiver = await startReceiver(env);
  const other = await startBareReceiver();
  const { send } = await relayTo(receiver.port, { also: [`callbackBefore*=http://127.0.0.1:${other.port}`] });
  const member = JSON.stringify({ callbackCommand: BEFORE, groupID: 'g', userID: 'u', nickName: 'Pam' });
  const overwriting = 'callbackBeforeSetGroupInfoCommand';
  const group = JSON.stringify({ callbackCommand: overwriting, groupID: 'g', groupName: 'Pam', faceURL: '', ex: '' });

  other.behave(() => envelope(200, { nickName: 'spam' }));
  expect((await send(member, BEFORE)).answer).toMatchObject({ errCode: 5002, nextCode: 1 });

  other.behave(() => envelope(200, { ex: 'theirs' }));
  expect((await send(member, BEFORE)).answer).toEqual({ ...allow.answer, ex: 'theirs' });

  other.behave(() => envelope(200, { groupName: 'Spam' }));
  expect((await send(group, overwriting)).answer).toMatchObject({ errCode: 5002, nextCode: 1 });

  other.behave(() => envelope(200, { introduction: 'theirs' }));
  expect((await send(group, overwriting)).answer).toEqual({
    ...allow.answer,
    ...{ groupID: 'g', groupName: 'Pam', faceURL: '', introduction: 'theirs' },
  });
});
