import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bodyOf } from '../../../support/bodies.ts';
import { call, loadFunctions } from '../../../support/call.ts';
import { given, policyCommands } from './given-policies.ts';

it('says which switches a policy needs, and which of their callbacks were never recorded', async () => {
  const { policy, audit } = await policyCommands();
  const functions = await loadFunctions(audit.endpoint);
  const body = bodyOf('before-set-group-member-info');
  await call(functions, 'before-set-group-member-info', { body, receivedAt: new Date().toISOString() });
  const file = join(
    await given({
      'policy.json': { nickName: [{ kind: 'trim', id: 'trim' }], ex: { at: ['join'], rules: [] } },
    }),
    'policy.json',
  );

  const { code, stdout } = await policy('set', file);
  expect({ code, lines: stdout.split('\n').slice(-5) }).toEqual({
    code: 0,
    lines: [
      'These callbacks must be on in OpenIM: beforeSetGroupMemberInfo, beforeUserRegister, beforeUpdateUserInfo, beforeUpdateUserInfoEx.',
      'beforeUserRegister: no such callback was recorded in 7 days. Check that it is on.',
      'beforeUpdateUserInfo: no such callback was recorded in 7 days. Check that it is on.',
      'beforeUpdateUserInfoEx: no such callback was recorded in 7 days. Check that it is on.',
      '',
    ],
  });
  expect((await policy('set', file)).stdout).toBe('Nothing changes: version 1 stays in force for all groups.\n');
});

it('names the rules that refuse because OpenIM ignores a change', async () => {
  const { policy } = await policyCommands();
  const directory = await given({
    'policy.json': {
      groupText: [
        { kind: 'trim', id: 'trim' },
        { kind: 'trim', id: 'elsewhere', except: { at: ['group-info'] } },
        { kind: 'terms', id: 'mask', terms: ['spam'], action: 'mask' },
        { kind: 'terms', id: 'rude', terms: ['darn'] },
      ],
      roleLevel: [{ kind: 'levels', id: 'plain', allow: [20], setTo: 20 }],
    },
  });
  const { stdout } = await policy('set', directory);
  expect(stdout.split('\n').filter((line) => line.includes('instead'))).toEqual([
    'plain refuses roleLevel at create-group instead of changing it, because OpenIM ignores such a change there.',
    'trim refuses notification at group-info instead of changing it, because OpenIM ignores such a change there.',
    'mask refuses notification at group-info instead of changing it, because OpenIM ignores such a change there.',
  ]);
});

it('takes the audit table only beside the policy table', async () => {
  const { policy } = await policyCommands();
  const file = join(await given({ 'policy.json': {} }), 'policy.json');
  expect(await policy('set', file, '--audit-table', 'audit')).toMatchObject({
    code: 2,
    stderr: '--audit-table works only with --table. Add --table NAME.\n',
  });
});
