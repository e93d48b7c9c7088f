import type { StackSettings } from '../stack-settings.ts';

/** Returns a sentence for each combination of settings that is valid, and that hardly anybody wants. */
export function doubtfulSettings(settings: StackSettings): string[] {
  const { webhookTokenHashes, webhookRelayTokenHashes, allowedCidrs, vpcEndpoints } = settings;
  const { alarmEmail, alarmTopic, administratorRoles, deploymentRoles } = settings;
  const isOpen = webhookTokenHashes.length + webhookRelayTokenHashes.length === 0;
  const rules: [boolean, string][] = [
    [
      isOpen && allowedCidrs.length === 0 && vpcEndpoints.length === 0,
      'everybody on the internet can send callbacks, because allowUnauthenticated is true. Set webhookTokenHashes or allowedCidrs.',
    ],
    [
      alarmEmail === undefined && alarmTopic === undefined,
      'alarms reach nobody, because neither alarmEmail nor alarmTopic is set.',
    ],
    [
      deploymentRoles.length > 0 && administratorRoles.length === 0,
      'deploymentRoles does nothing without administratorRoles. Set both, or leave it out.',
    ],
  ];
  return rules.flatMap(([isDoubtful, sentence]) => (isDoubtful ? [sentence] : []));
}
