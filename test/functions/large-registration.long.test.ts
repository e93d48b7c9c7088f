import { expect, it } from 'vitest';
import { ALL_GROUPS } from '../../functions/policy/stored-policy.ts';
import { putVersion } from '../../functions/policy/versions.ts';
import { createPolicyTable } from '../../infra/local/table-definitions.ts';
import { call, loadFunctions } from '../support/call.ts';
import { documentOf } from '../support/policy.ts';
import { everyItem } from '../support/table.ts';
import { tableInThread } from '../support/table-in-thread.ts';

const RULES = { nickName: [{ kind: 'terms', id: 'rude', terms: ['spam'] }] };

/** Seven fields of each user, and three of the body, are 100,000 or fewer. */
const MOST_USERS = 14_285;

async function answerTo(users: number, failureVerdict: string) {
  const table = await tableInThread();
  const policies = await createPolicyTable(table.client);
  await putVersion(policies, ALL_GROUPS, documentOf(RULES), { changedAt: '2026-03-04T05:06:07.089Z' });
  const settings = { POLICY_TABLE_NAME: policies.name, FAILURE_VERDICT: failureVerdict };
  const functions = await loadFunctions(table.endpoint, settings);
  const body = {
    callbackCommand: 'callbackBeforeUserRegisterCommand',
    operationID: 'op',
    users: Array.from({ length: users }, (_, index) => ({
      userID: `u-${index}`,
      nickname: index === 7 ? 'spam' : `name ${index}`,
      faceURL: '',
      ex: '',
      createTime: 0,
      appMangerLevel: 0,
      globalRecvMsgOpt: 0,
    })),
  };
  const startedAt = performance.now();
  const { answer } = await call(functions, 'before-user-register', { body });
  console.info(`${users} users were answered in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s.`);
  const [record] = (await everyItem(table)).filter(({ command }) => command !== undefined);
  return { answer, record };
}

it('judges as many users as a body may have', async () => {
  const { answer, record } = await answerTo(MOST_USERS, 'allow');

  expect(answer).toMatchObject({ nextCode: 1, errCode: 5002, errDlt: 'rule rude, field users[7].nickname' });
  expect(record).toMatchObject({ outcome: 'refused' });
}, 60_000);

it.each([
  { failureVerdict: 'refuse', nextCode: 1 },
  { failureVerdict: 'allow', nextCode: 0 },
])(
  'leaves more users to the failure verdict, and records why: $failureVerdict',
  async ({ failureVerdict, nextCode }) => {
    const { answer, record } = await answerTo(MOST_USERS + 1, failureVerdict);

    const reason = `users[${MOST_USERS}] has too many fields`;
    expect(answer).toMatchObject({ nextCode, errCode: 5400, errDlt: reason });
    expect(record).toMatchObject({
      outcome: 'malformed',
      reason,
      decision: { verdict: failureVerdict, degraded: reason },
    });
  },
  60_000,
);
