import type { BlockList } from 'node:net';

/** Source: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN's reservation of internal. */
const PRIVATE_DOMAINS = ['.localhost', '.local', '.internal', '.home.arpa'];

/** Networks that are not reached over the internet. Source: IANA special-purpose address registries. */
const PRIVATE_NETWORKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** Created on first use, so that a cold start does not wait for it. */
let privateNetworks: BlockList | undefined;

/** Returns Node's module. An import would evaluate every export of it, which takes milliseconds of a cold start. */
const net = () => process.getBuiltinModule('node:net');

/**
 * Tells hosts that only a server's own network reaches: private addresses, names without a dot and reserved domains.
 * Looks nothing up, so that a public name for a private address stays unnoticed.
 *
 * @param hostname as in `PlainURL.hostname`
 */
export function isPrivateHost(hostname: string): boolean {
  const address = addressOf(hostname);
  privateNetworks ??= created();
  if (address !== undefined) return privateNetworks.check(address, familyOf(address));
  return !hostname.includes('.') || PRIVATE_DOMAINS.some((domain) => hostname.endsWith(domain));
}

function created(): BlockList {
  const networks = emptyBlockList();
  for (const network of PRIVATE_NETWORKS) {
    const [address = '', bits] = network.split('/');
    networks.addSubnet(address, Number(bits), familyOf(address));
  }
  return networks;
}

export function emptyBlockList(): BlockList {
  return new (net().BlockList)();
}

/** Returns the IP address that a host is, without brackets. */
export function addressOf(hostname: string): string | undefined {
  const address = hostname.replace(/^\[|\]$/g, '');
  return net().isIP(address) === 0 ? undefined : address;
}

export function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
