import type * as v from 'valibot';
import type { addressSettings } from './address-settings.ts';
import type { environmentSettings } from './environment-settings.ts';
import type { existingSettings } from './existing-settings.ts';
import type { operationSettings } from './operation-settings.ts';

type Schemas = typeof addressSettings & typeof environmentSettings & typeof existingSettings & typeof operationSettings;

type Settings = { readonly [Name in keyof Schemas]: v.InferOutput<Schemas[Name]> };

/** A mistake that only several settings together make. */
interface Mistake {
  readonly setting: keyof Settings;
  /** Words that follow the name of the setting. */
  readonly message: string;
}

/** Settings with an ARN of something that must be in the region of the stack. */
export const REGIONAL = ['alarmTopic', 'key', 'webAcl', 'certificate'] as const;

/** Returns what is wrong with settings that are valid one by one. */
export function combinationMistakes(settings: Settings): Mistake[] {
  const { auditTable, policyTable, domainName, certificate, hostedZone, defaultEndpoint, vpcEndpoints } = settings;
  const { provisionedConcurrency, reservedConcurrency, region } = settings;
  const rules: [boolean, keyof Settings, string][] = [
    [auditTable !== undefined && auditTable === policyTable, 'policyTable', 'is also auditTable. Name another table'],
    [
      domainName !== undefined && certificate === undefined,
      'domainName',
      'needs certificate, the ARN of its certificate',
    ],
    [
      certificate !== undefined && domainName === undefined,
      'certificate',
      'needs domainName, the domain that it is for',
    ],
    [hostedZone !== undefined && domainName === undefined, 'hostedZone', 'needs domainName, the name of its record'],
    [!defaultEndpoint && domainName === undefined, 'defaultEndpoint', 'can be false with domainName only'],
    [
      vpcEndpoints.length > 0 && domainName !== undefined,
      'vpcEndpoints',
      'cannot have domainName beside it, because the domain would be public. Leave one of them out',
    ],
    [
      (provisionedConcurrency ?? 0) > (reservedConcurrency ?? Number.POSITIVE_INFINITY),
      'provisionedConcurrency',
      'must be at most reservedConcurrency',
    ],
  ];
  return [
    ...rules.flatMap(([isWrong, setting, message]) => (isWrong ? [{ setting, message }] : [])),
    ...REGIONAL.flatMap((setting) => {
      const own = settings[setting]?.split(':')[3];
      if (own === undefined || region === undefined || own === region) return [];
      return [{ setting, message: `is in ${own}, but region is ${region}. Use one of the same region` }];
    }),
  ];
}
