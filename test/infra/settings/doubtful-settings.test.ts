import { expect, it } from 'vitest';
import { doubtfulSettings } from '../../../infra/settings/doubtful-settings.ts';
import { readSettings } from '../../../infra/stack-settings.ts';
import { sha256 } from '../../support/proxy-event.ts';

const USUAL = { webhookTokenHashes: sha256('token'), alarmEmail: 'ops@example.com' };
const OPEN = { webhookTokenHashes: '', allowUnauthenticated: 'true' };
const ROLE = 'arn:aws:iam::123456789012:role/Deployer';

function doubtsAbout(change: Record<string, string>): string[] {
  const { settings, errors } = readSettings({ ...USUAL, ...change });
  expect(errors).toEqual([]);
  return doubtfulSettings(settings);
}

it.each([
  { change: OPEN, says: /^everybody on the internet can send callbacks/ },
  { change: { ...OPEN, allowedCidrs: '203.0.113.0/24, 0.0.0.0/0' }, says: /^everybody on the internet/ },
  { change: { ...OPEN, allowedCidrs: '::/0' }, says: /^everybody on the internet/ },
  {
    change: { allowedCidrs: '10.1.0.0/16, 192.168.0.0/24, fd00::/8' },
    says: /^allowedCidrs has only private ranges, so that the public API denies every callback\. Use the public/,
  },
  {
    change: { allowedCidrs: '203.0.113.0/24', vpcEndpoints: 'vpce-11111111' },
    says: /^allowedCidrs has no private range, but callers of a private API have addresses of its VPC\. Use ranges of the VPC/,
  },
  { change: { alarmEmail: '' }, says: /^alarms reach nobody/ },
  { change: { deploymentRoles: ROLE }, says: /^deploymentRoles does nothing without administratorRoles/ },
])('says what hardly anybody wants: $change', ({ change, says }) => {
  expect(doubtsAbout(change)).toEqual([expect.stringMatching(says)]);
});

it.each([
  {},
  { alarmEmail: '', alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
  { ...OPEN, allowedCidrs: '203.0.113.0/24' },
  { allowedCidrs: '0.0.0.0/0' },
  { allowedCidrs: '10.0.0.0/8, 203.0.113.0/24' },
  { allowedCidrs: '10.0.0.0/8', vpcEndpoints: 'vpce-11111111' },
  { allowedCidrs: '0.0.0.0/0', vpcEndpoints: 'vpce-11111111' },
  { ...OPEN, vpcEndpoints: 'vpce-11111111' },
  { webhookTokenHashes: '', webhookRelayTokenHashes: sha256('relay') },
  { administratorRoles: ROLE, deploymentRoles: ROLE },
])('says nothing of %j', (change) => {
  expect(doubtsAbout(change)).toEqual([]);
});
