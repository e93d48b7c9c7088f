import { expect, it } from 'vitest';
import { callbackNamed } from '../../../functions/openim/catalogue.ts';
import { registerDoor } from '../../../functions/policy/doors/register.ts';
import { judge } from '../../../functions/policy/judge.ts';
import { policyOf } from '../../support/policy.ts';

/** Far below the deadline, and a multiple of what a slow machine needs. */
const MAX_MS = 2_500;

it('judges 10,000 users in time by rules with exceptions for 20,000', () => {
  const userIDs = Array.from({ length: 20_000 }, (_, index) => `vip${index}`);
  const users = Array.from({ length: 10_000 }, (_, index) => ({ userID: `u${index}`, nickname: `小明${index}` }));
  const except = { userIDs };
  const policy = policyOf({
    nickName: [
      { kind: 'trim', id: 'trim', except },
      { kind: 'collapse-spaces', id: 'spaces', except },
      { kind: 'reserved', id: 'vip', names: ['vip'], userIDs },
    ],
  });
  const start = performance.now();

  const { verdict } = judge(
    registerDoor.valuesOf({ users }, callbackNamed('before-user-register')),
    'register',
    policy,
  );

  expect(verdict).toBe('allow');
  expect(performance.now() - start).toBeLessThan(MAX_MS);
});
