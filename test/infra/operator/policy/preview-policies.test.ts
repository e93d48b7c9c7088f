import { expect, it } from 'vitest';
import { givenPreview, WHOLE_DIRECTORY } from '../../../support/given-preview.ts';

const MEMBER = 'before-set-group-member-info';

it('uses lists beside the file before stored ones, also for the stored policies that name them', async () => {
  const { policy, preview, send, write } = await givenPreview();
  await send(MEMBER, { nickName: 'darn', groupID: 'g1' });
  await send(MEMBER, { nickName: 'heck', groupID: 'g1' });
  await send('before-update-user-info', { nickName: 'darn' });
  const uses = { nickName: [{ kind: 'terms', id: 'listed', lists: ['rude'] }] };
  const refused = async (...args: unknown[]) => {
    const [content, ...options] = args;
    return Number(/(\d+) refused;/.exec(await preview(content, ...options.map(String)))?.[1]);
  };

  expect(await policy('preview', uses)).toMatchObject({ code: 2, stderr: expect.stringContaining('the list rude') });
  const list = await write('lists/rude.txt', 'darn\n');
  expect(await refused(uses)).toBe(2);
  await policy('set', uses, '--group', 'g1');
  await write('lists/rude.txt', 'darn\nheck\n');
  expect(await refused({ ex: [] })).toBe(1);
  expect(await refused(uses)).toBe(3);
  expect(await refused({ nickName: { replace: true, rules: [] } }, '--group', 'g1')).toBe(0);
  await write('lists/rude.txt', '# none of these\nother\n');
  expect(await refused(uses)).toBe(0);
  expect(list).toMatch(/rude\.txt$/);
});

it('puts a candidate for all groups in the place of the stored one, also for what belongs to no group', async () => {
  const { policy, preview, send } = await givenPreview();
  await policy('set', { nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }] });
  await send('before-update-user-info', { nickName: 'spam' });
  await send(MEMBER, { nickName: 'spam' });

  expect(await preview({ ex: [] })).toMatch(/^2 requests: 2 allowed, 0 changed, 0 refused;/m);
  expect(await preview({ ex: [] }, '--group', 'g-400')).toMatch(/^1 request: 0 allowed, 0 changed, 1 refused;/m);
});

it('judges by all policies of a directory, each in its group', async () => {
  const { policy, send, write } = await givenPreview();
  await write('groups/g1.json', { nickName: { replace: true, rules: [] } });
  await write('groups/g2.json', { nickName: [{ kind: 'terms', id: 'eggs', terms: ['eggs'] }] });
  for (const groupID of ['g1', 'g2', 'g3'])
    for (const nickName of ['spam', 'eggs']) await send(MEMBER, { nickName, groupID });
  const rules = { nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }] };

  const { code, stdout } = await policy('preview', rules, WHOLE_DIRECTORY);

  expect(code).toBe(0);
  expect(stdout).toMatch(/^6 requests: 3 allowed, 0 changed, 3 refused;/m);
  expect(await policy('preview', rules, WHOLE_DIRECTORY, '--group', 'g1')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/is a directory with all groups\. Leave out --group\.\n$/),
  });
});
