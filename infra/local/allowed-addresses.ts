import { BlockList, isIPv6 } from 'node:net';
import * as v from 'valibot';
import { isCidr } from '../cidr.ts';

/** Parses `ALLOWED_CIDRS`: address ranges, separated by commas. */
export const AllowedCidrs = v.pipe(
  v.string(),
  v.transform((text) => (text === '' ? [] : text.split(',').map((cidr) => cidr.trim()))),
  v.everyItem(isCidr, 'must be CIDR ranges such as 203.0.113.0/24, or 203.0.113.7/32 for one address'),
);

/**
 * Returns a filter for remote addresses. An IPv4 range includes mapped addresses such as `::ffff:203.0.113.7`. Without
 * ranges every address passes.
 */
export function addressFilter(cidrs: readonly string[]): (remoteAddress: string | undefined) => boolean {
  const ranges = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/');
    ranges.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => cidrs.length === 0 || (address !== undefined && ranges.check(address, familyOf(address)));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
