import { expect, it } from 'vitest';
import { rechecked } from '../../../functions/policy/recheck.ts';
import { documentOf } from '../../support/policy.ts';

const document = documentOf({ nickName: [{ kind: 'terms', id: 'staff', lists: ['staff'] }] });

it('leaves a valid policy as it is, so that its rules are not compiled again', () => {
  const entry = { readAt: 5, version: 1, loaded: { document, lists: new Map([['staff', { terms: ['admin'] }]]) } };

  expect(rechecked('g', entry)).toBe(entry);
});

it('leaves out the letters of a list, once', () => {
  const lists = new Map([['staff', { terms: ['admin'], letters: {} }]]);

  const first = rechecked('g', { readAt: 5, version: 1, loaded: { document, lists } });

  expect(first).toEqual({
    readAt: 5,
    version: 1,
    loaded: { document, lists: new Map([['staff', { terms: ['admin'] }]]) },
  });
  expect(rechecked('g', first)).toBe(first);
});
