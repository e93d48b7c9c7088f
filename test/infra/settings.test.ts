import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStackSettings, refuseOthers, SETTING_NAMES } from '../../infra/settings.ts';
import { run } from '../support/processes.ts';
import { sha256 } from '../support/proxy-event.ts';

const ROOT = join(import.meta.dirname, '../..');
const HASH = sha256('token');

it('has every setting in cdk.json with its default, and a line in the README', async () => {
  const { context } = JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8'));
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');

  expect(Object.keys(context).sort()).toEqual(SETTING_NAMES.toSorted());
  expect(parseStackSettings({ ...context, webhookTokenHashes: HASH })).toEqual(
    parseStackSettings({ webhookTokenHashes: HASH }),
  );
  for (const name of SETTING_NAMES) expect(readme).toContain(`| \`${name}\` |`);
});

it('takes values as -c gives them, as text', () => {
  const context = {
    webhookTokenHashes: `${HASH},${sha256('next')}`,
    allowedCidrs: '203.0.113.0/24,2001:db8::/32',
    retentionDays: '365',
    throttlingRate: '50',
    accountCloudWatchRole: 'false',
    alarmEmail: 'ops@example.com',
    memory: '512',
  };
  expect(parseStackSettings(context)).toMatchObject({
    webhookTokenHashes: [HASH, sha256('next')],
    allowedCidrs: ['203.0.113.0/24', '2001:db8::/32'],
    retentionDays: 365,
    throttlingRate: 50,
    accountCloudWatchRole: false,
    memory: 512,
  });
});

describe('stops with a sentence', () => {
  it.each([
    { change: { webhookTokenHashes: '' }, says: /^webhookTokenHashes is empty: make a token with `npm run token`/ },
    {
      change: { webhookTokenHashes: 'token' },
      says: 'webhookTokenHashes must be hashes as `npm run token` prints them.',
    },
    { change: { webhookTokenHashes: [HASH, HASH, HASH] }, says: /^webhookTokenHashes takes two hashes at most/ },
    { change: { allowedCidrs: '203.0.113.1' }, says: 'allowedCidrs must be CIDR ranges as 203.0.113.0/24.' },
    { change: { allowedCidrs: '203.0.113.0/33' }, says: 'allowedCidrs must be CIDR ranges as 203.0.113.0/24.' },
    { change: { allowedCidrs: 'fe80::1%eth0/64' }, says: 'allowedCidrs must be CIDR ranges as 203.0.113.0/24.' },
    { change: { failureVerdict: 'yes' }, says: 'failureVerdict must be refuse or allow.' },
    { change: { retentionDays: '0' }, says: 'retentionDays must be a number of days from 1 to 36500.' },
    { change: { retentionDays: 'never' }, says: 'retentionDays must be a number of days from 1 to 36500.' },
    { change: { alarmEmail: 'ops' }, says: 'alarmEmail must be an e-mail address.' },
    { change: { stageName: 'a/b' }, says: 'stageName must be letters, digits, _ and -.' },
    { change: { throttlingRate: 'fast' }, says: 'throttlingRate must be from 1 to 10000.' },
    { change: { throttlingBurst: 0 }, says: 'throttlingBurst must be from 1 to 5000.' },
    { change: { memory: '64' }, says: 'memory must be from 128 to 10240.' },
    { change: { allowUnauthenticated: 'maybe' }, says: 'allowUnauthenticated must be true or false.' },
    { change: { accountCloudWatchRole: 1 }, says: 'accountCloudWatchRole must be true or false.' },
  ])('$change', ({ change, says }) => {
    expect(() => parseStackSettings({ webhookTokenHashes: HASH, ...change })).toThrow(says);
  });
});

it('knows no setting by another name, but leaves the CDK its own', async () => {
  const { context } = JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8'));
  const own = {
    'aws:cdk:bundling-stacks': ['**'],
    '@aws-cdk/core:newStyleStackSynthesis': true,
    'cli-telemetry': false,
  };

  expect(() => refuseOthers({ ...context, ...own })).not.toThrow();
  expect(() => refuseOthers({ ...context, allowedCIDRs: '' })).toThrow(
    /^There is no setting allowedCIDRs\. There are /,
  );
});

it('stops synth with a sentence', async () => {
  for (const [context, says] of [
    [{ webhookTokenHash: HASH }, /^There is no setting webhookTokenHash\. There are /],
    [{ webhookTokenHashes: 'x' }, /^webhookTokenHashes must be hashes as `npm run token` prints them\.\n$/],
  ] as const) {
    const { code, stderr } = await run('infra/app.ts', [], { CDK_CONTEXT_JSON: JSON.stringify(context) });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
  }
});
