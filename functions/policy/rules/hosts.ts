import * as v from 'valibot';
import { addressOf, emptyBlockList, familyOf, isPrivateHost } from './private-hosts.ts';
import { commonOfText, textRuleKind } from './rule.ts';
import { listOf, text } from './settings.ts';
import { addressCheck, hasList, NEEDS_LIST, type PlainURL, plainURL, replaceWith } from './url.ts';

/** Other schemes are never allowed, because the text after `//` may be a script there. */
const WEB_SCHEMES = ['https', 'http'];

/** The entry of `deny` for all private hosts. */
const PRIVATE = 'private';

const AllowedHost = v.pipe(
  text,
  v.check(
    (entry) => hostOf(entry, 'https') !== undefined,
    'must be a host such as cdn.example.com or cdn.example.com:8443, or all below one such as *.example.com',
  ),
);

const DeniedHost = v.pipe(
  text,
  v.check((entry) => {
    const host = hostOf(entry, 'https');
    return host !== undefined && !/:\d+$/.test(entry) && !host.startsWith('.[');
  }, 'must be a host without a port such as example.com, all below one such as *.example.com, or private'),
);

/**
 * Limits the host by `allow`, `deny` or both. A host that is in both is denied.
 * `cdn.example.com` is that host, `*.example.com` every host below but not itself.
 * `cdn.example.com:8443` allows that port only. An entry without a port allows the default port of the scheme only.
 * `deny` denies a host at every port. Its entry `private` is every host that is not reached over the internet.
 */
export const hosts = textRuleKind({
  name: 'hosts',
  sections: ['faceURL'],
  refusal: { errCode: 5012, errMsg: 'This picture address is not allowed.' },
  schema: () =>
    v.pipe(
      v.strictObject({
        kind: v.literal('hosts'),
        ...commonOfText,
        allow: v.optional(listOf(AllowedHost)),
        deny: v.optional(listOf(DeniedHost)),
        replaceWith,
      }),
      v.check((rule) => hasList(rule), NEEDS_LIST),
    ),
  compile: ({ allow, deny = [], replaceWith: replacement }) => {
    const isAllowed = allow ? allowedBy(allow) : () => true;
    const isDenied = deniedBy(deny);
    return addressCheck((url) => {
      if (!WEB_SCHEMES.includes(url.scheme)) return `the scheme ${url.scheme}`;
      return isDenied(url) || !isAllowed(url) ? `the host ${url.host}` : undefined;
    }, replacement);
  },
});

type Test = (url: PlainURL) => boolean;

function allowedBy(allow: readonly string[]): Test {
  const entries = new Map(WEB_SCHEMES.map((scheme) => [scheme, allow.flatMap((entry) => hostOf(entry, scheme) ?? [])]));
  return ({ scheme, host }) => entries.get(scheme)?.some((entry) => matches(entry, host)) ?? false;
}

function deniedBy(deny: readonly string[]): Test {
  if (deny.length === 0) return () => false;
  const entries = deny.filter((entry) => entry !== PRIVATE).flatMap((entry) => hostOf(entry, 'https') ?? []);
  // Finds an IPv4 address that is written as IPv6, too.
  const addresses = emptyBlockList();
  for (const entry of entries) {
    const address = addressOf(entry);
    if (address !== undefined) addresses.addAddress(address, familyOf(address));
  }
  const deniesPrivate = deny.includes(PRIVATE);
  return ({ hostname }) => {
    if (deniesPrivate && isPrivateHost(hostname)) return true;
    const address = addressOf(hostname);
    if (address !== undefined && addresses.check(address, familyOf(address))) return true;
    return entries.some((entry) => matches(entry, hostname));
  };
}

function matches(entry: string, host: string): boolean {
  return entry.startsWith('.') ? host.endsWith(entry) && host !== entry : host === entry;
}

/** Returns an entry in the form of `PlainURL.host`, with a leading dot for all hosts below. */
function hostOf(entry: string, scheme: string): string | undefined {
  // Rejects a path, because it would be ignored: the rule would be wider than it reads.
  if (/[/?#]/.test(entry)) return undefined;
  const isBelow = entry.startsWith('*.');
  const url = plainURL(`${scheme}://${isBelow ? entry.slice(2) : entry}`);
  if (typeof url === 'string' || url.host === '' || url.host.includes('*')) return undefined;
  return isBelow ? `.${url.host}` : url.host;
}
