import * as v from 'valibot';
import type { StackSettings } from '../stack-settings.ts';
import { askAws, xmlIn } from './aws-request.ts';
import { type Findings, missing, NOTHING, type StackLocation } from './findings.ts';

const Zone = v.object({
  Name: v.string(),
  Config: v.optional(v.object({ PrivateZone: v.optional(v.string()) })),
});

const Answer = v.object({ GetHostedZoneResponse: v.object({ HostedZone: Zone }) });

type Zone = v.InferOutput<typeof Zone>;

/** Checks the hosted zone with Route 53, because a zone accepts only records of its own domain. */
export async function checkZone(
  { hostedZone: id, domainName }: StackSettings,
  { region }: StackLocation,
): Promise<Findings> {
  if (id === undefined || domainName === undefined) return NOTHING;
  const subject = `hostedZone: the zone ${id}`;
  const zone = await findZone(id, region ?? 'us-east-1');
  if (!zone) return missing(subject, undefined, 'ID');
  const name = zone.Name.replace(/\.$/, '');
  if (domainName !== name && !domainName.endsWith(`.${name}`))
    return {
      errors: [`${subject} is for ${name}, not for domainName ${domainName}. Use the zone of that domain.`],
      warnings: [],
    };
  if (zone.Config?.PrivateZone !== 'true') return NOTHING;
  return {
    errors: [],
    warnings: [
      `${subject} is private, so that only its VPCs can resolve domainName. Use a public zone, unless OpenIM runs in such a VPC.`,
    ],
  };
}

async function findZone(id: string, region: string): Promise<Zone | undefined> {
  try {
    const text = await askAws({ service: 'route53', region, method: 'GET', path: `/2013-04-01/hostedzone/${id}` });
    return v.parse(Answer, xmlIn(text)).GetHostedZoneResponse.HostedZone;
  } catch (error) {
    if ((error as Error).name === 'NoSuchHostedZone') return undefined;
    throw error;
  }
}
