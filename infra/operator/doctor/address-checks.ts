import { BlockList, isIPv4 } from 'node:net';
import { mistakeInAddress, withoutPassword } from '../webhooks/webhooks-address.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** Checks the form of an address that OpenIM calls. */
export function checkAddress(address: string): Check {
  const mistake = mistakeInAddress(address);
  if (mistake) return fail('address', `${withoutPassword(address)} ${mistake.what}`, mistake.todo);
  const { protocol, password, hostname } = new URL(address);
  if (protocol === 'http:' && password !== '' && !isPrivate(hostname))
    return warn(
      'address',
      `${withoutPassword(address)} sends the token unencrypted`,
      'Use https, or a network that only OpenIM and the receiver share.',
    );
  return ok('address', `${withoutPassword(address)} is well formed`);
}

/** Compares the address in a file with the one that is checked. */
export function compareAddresses(inFile: string, address: string): Check {
  const name = 'address in file';
  if (inFile === address) return ok(name, 'is the same as --address');
  const sameButToken = withoutToken(inFile) === withoutToken(address);
  return fail(
    name,
    sameButToken ? 'has another token than --address' : `is ${withoutPassword(inFile)}, not --address`,
    'Set url to the right address, and restart OpenIM.',
  );
}

function withoutToken(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//');
}

/** Source: RFC 1918, and the loopback and link-local ranges of RFC 6890. */
const PRIVATE_RANGES = [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;

/** Tells whether a host is most likely on a network of the operator's own. Names in such networks often have no dot. */
function isPrivate(hostname: string): boolean {
  if (!isIPv4(hostname)) return !hostname.includes('.') || /\.(internal|local|lan)$/.test(hostname);
  const ranges = new BlockList();
  for (const [network, prefix] of PRIVATE_RANGES) ranges.addSubnet(network, prefix);
  return ranges.check(hostname);
}
