import { expect, it } from 'vitest';
import { givenPreview, NAMES } from '../../../support/given-preview.ts';

const MEMBER = 'before-set-group-member-info';

it('writes JSON: a line for each request, and one with all counts', async () => {
  const { preview, send, put } = await givenPreview();
  await send(MEMBER, { nickName: 'spam' });
  await put({ eventID: 'e', receivedAt: '2026-11-01T00:00:00.000Z', groupID: 'other' });

  const [first = '', last = '', ...others] = (await preview(NAMES, '--json', '--limit', '1')).trim().split('\n');

  expect(others).toEqual([]);
  const errors = { errCode: 5002, errMsg: 'This name is not allowed.' };
  const rules = [{ id: 'rude-nick', field: 'nickName', action: 'refuse', why: 'the term spam', ...errors }];
  expect(JSON.parse(first)).toMatchObject({
    ...{ door: 'member', groupID: 'g-400', userID: 'u-9', verdict: 'refuse', verdictThen: 'allow', valuesThen: [] },
    values: [{ field: 'nickName', value: 'spam', userID: 'u-9', rules }],
  });
  const counts = { refused: 1, changed: 0, monitored: 0 };
  expect(JSON.parse(last)).toEqual({
    summary: {
      since: expect.stringMatching(/Z$/),
      until: expect.stringMatching(/Z$/),
      shown: 1,
      ...{ requests: 1, allowed: 0, changed: 0, refused: 1, monitored: 0, differing: 1, unjudged: 0 },
      byRule: [{ rule: 'rude-nick', ...counts }],
      byFinding: [{ why: 'the term spam', ...counts }],
      byGroup: [{ groupID: 'g-400', ...counts }],
      further: { byRule: 0, byFinding: 0, byGroup: 0 },
    },
  });
});

it('enforces a candidate whatever its mode, and only monitors rules that say so themselves', async () => {
  const { preview, send } = await givenPreview();
  await send(MEMBER, { nickName: 'spam' });

  expect(await preview({ ...NAMES, mode: 'monitor' })).toMatch(/^1 request: 0 allowed, 0 changed, 1 refused;/m);
  const stdout = await preview({ nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'], mode: 'monitor' }] });
  expect(stdout).toContain('g-400  u-9  nickName "spam" → monitored by rude: the term spam\n');
  expect(stdout).toContain('1 request: 1 allowed, 0 changed, 0 refused; 0 differ');
  expect(stdout).toContain('\n1 request broke rules that are only monitored.\nBy rule:\n  rude: 1 monitored\n');
});
