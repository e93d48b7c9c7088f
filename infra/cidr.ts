import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Accepts ranges such as `203.0.113.0/24` and `2001:db8::/32`, but no zones such as `fe80::1%eth0/64`. */
export function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const maxBits = address.includes('%') ? -1 : isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits;
}

/** Ranges of addresses that no caller on the internet has. Sources: RFC 1918, RFC 6598, RFC 4193. */
const PRIVATE = new BlockList();
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(address, bits);
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** Tells whether the first address of a range is private. */
export function isPrivateCidr(cidr: string): boolean {
  const [address = ''] = cidr.split('/');
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Tells whether a range includes all addresses of IPv4 or of IPv6. */
export function isEveryAddress(cidr: string): boolean {
  return cidr.endsWith('/0');
}
