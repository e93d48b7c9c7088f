import { isEveryAddress, isPrivateCidr } from '../cidr.ts';
import type { StackSettings } from '../stack-settings.ts';

/** Returns a sentence for each combination of settings that is valid, and that hardly anybody wants. */
export function doubtfulSettings(settings: StackSettings): string[] {
  const { webhookTokenHashes, webhookRelayTokenHashes, allowedCidrs, vpcEndpoints } = settings;
  const { alarmEmail, alarmTopic, administratorRoles, deploymentRoles } = settings;
  const isOpen = webhookTokenHashes.length + webhookRelayTokenHashes.length === 0;
  const isPrivate = vpcEndpoints.length > 0;
  const isLimited = allowedCidrs.length > 0 && !allowedCidrs.some(isEveryAddress);
  const rules: [boolean, string][] = [
    [
      isOpen && !isLimited && !isPrivate,
      'everybody on the internet can send callbacks, because allowUnauthenticated is true. Set webhookTokenHashes or allowedCidrs.',
    ],
    [
      isLimited && !isPrivate && allowedCidrs.every(isPrivateCidr),
      "allowedCidrs has only private ranges, so that the public API denies every callback. Use the public addresses of OpenIM's network, or set vpcEndpoints.",
    ],
    [
      isLimited && isPrivate && !allowedCidrs.some(isPrivateCidr),
      'allowedCidrs has no private range, but callers of a private API have addresses of its VPC. Use ranges of the VPC, unless it has public addresses.',
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
