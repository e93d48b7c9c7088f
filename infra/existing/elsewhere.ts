import { REGIONAL } from '../settings/combined-settings.ts';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import type { StackLocation } from './findings.ts';

/** Settings with an ARN of something that must be in the account of the stack. A key or a topic may let another account use it. */
const OF_ACCOUNT = ['webAcl', 'certificate', 'permissionsBoundary'] as const;

/** AWS owns some policies itself. */
const OF_AWS = 'aws';

/** Returns a sentence for each ARN that leads to another region or account, with which CloudFormation would fail. */
export function elsewhere(settings: StackSettings, { account, region }: StackLocation): string[] {
  return [
    ...REGIONAL.flatMap((setting) => {
      const arn = settings[setting];
      if (arn === undefined || region === undefined || arnParts(arn).region === region) return [];
      return [`${setting} is in ${arnParts(arn).region}, but the stack is for ${region}. Use one of the same region.`];
    }),
    ...OF_ACCOUNT.flatMap((setting) => {
      const arn = settings[setting];
      if (arn === undefined || account === undefined) return [];
      const { account: own } = arnParts(arn);
      if (own === account || own === OF_AWS) return [];
      return [`${setting} is of the account ${own}, but the stack is for ${account}. Use one of the same account.`];
    }),
  ];
}
