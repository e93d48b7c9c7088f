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
  { change: { alarmEmail: '' }, says: /^alarms reach nobody/ },
  { change: { deploymentRoles: ROLE }, says: /^deploymentRoles does nothing without administratorRoles/ },
])('says what hardly anybody wants: $change', ({ change, says }) => {
  expect(doubtsAbout(change)).toEqual([expect.stringMatching(says)]);
});

it.each([
  {},
  { alarmEmail: '', alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:alarms' },
  { ...OPEN, allowedCidrs: '10.0.0.0/8' },
  { ...OPEN, vpcEndpoints: 'vpce-11111111' },
  { webhookTokenHashes: '', webhookRelayTokenHashes: sha256('relay') },
  { administratorRoles: ROLE, deploymentRoles: ROLE },
])('says nothing of %j', (change) => {
  expect(doubtsAbout(change)).toEqual([]);
});
