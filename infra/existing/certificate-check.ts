import type { CertificateDetail } from '@aws-sdk/client-acm';
import { arnParts } from './arn-parts.ts';

/** Checks that a certificate is valid for a domain. Without that, API Gateway rejects the domain, and a first deployment fails. */
export function certificateErrors(arn: string, certificate: CertificateDetail, domain: string): string[] {
  const { Status, DomainName = '', SubjectAlternativeNames = [] } = certificate;
  const subject = `certificate: ${arnParts(arn).resource}`;
  if (Status === 'PENDING_VALIDATION')
    return [`${subject} is not issued yet. Make the DNS records that ACM names for it, then deploy again.`];
  if (Status !== 'ISSUED') return [`${subject} is in the state ${Status}. Use one that is ISSUED.`];
  const names = [...new Set([DomainName, ...SubjectAlternativeNames])];
  if (names.some((name) => covers(name, domain))) return [];
  return [`${subject} is for ${names.join(', ')}, and not for domainName ${domain}. Use one for that name.`];
}

/** A name with a star covers one label. */
function covers(name: string, domain: string): boolean {
  const lower = name.toLowerCase();
  return lower === domain || (lower.startsWith('*.') && lower.slice(1) === domain.replace(/^[^.]+/, ''));
}
