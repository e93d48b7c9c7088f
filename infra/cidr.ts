import { isIPv4, isIPv6 } from 'node:net';

/** `203.0.113.0/24` or `2001:db8::/32`. A zone, as in `fe80::1%eth0/64`, is part of no range. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const maxBits = address.includes('%') ? -1 : isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits;
}
