import { isIPv4, isIPv6 } from 'node:net';

/** Accepts ranges such as `203.0.113.0/24` and `2001:db8::/32`, but no zones such as `fe80::1%eth0/64`. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const maxBits = address.includes('%') ? -1 : isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits;
}
