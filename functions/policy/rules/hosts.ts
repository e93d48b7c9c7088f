import * as v from 'valibot';
import { type Check, commonOfText } from './rule.ts';
import { plainURL } from './url.ts';

const Host = v.pipe(
  v.string('must be a string'),
  v.check(
    (host) => hostOf(host, 'https') !== undefined,
    'must be a host such as cdn.example.com or cdn.example.com:8443, or all below one such as *.example.com',
  ),
);

/**
 * The hosts that an address may have: `cdn.example.com` is that one, `*.example.com` every one below it but not itself.
 * `cdn.example.com:8443` allows that port only. An entry without a port allows the default port of the scheme only.
 */
export const Hosts = v.strictObject({
  kind: v.literal('hosts'),
  ...commonOfText,
  allow: v.pipe(v.array(Host, 'must be a list'), v.minLength(1, 'must not be empty')),
  replaceWith: v.optional(v.string('must be a string')),
});

/** In other schemes the text after `//` may be anything, even a script. */
const WEB_SCHEMES = ['https', 'http'];

export function checkHosts({ allow, replaceWith }: v.InferOutput<typeof Hosts>): Check<string> {
  const hosts = new Map(WEB_SCHEMES.map((scheme) => [scheme, allow.flatMap((entry) => hostOf(entry, scheme) ?? [])]));
  const isAllowed = (scheme: string, host: string) =>
    hosts
      .get(scheme)
      ?.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) && host !== allowed : host === allowed));
  return (text) => {
    const url = plainURL(text);
    const why = typeof url === 'string' ? url : isAllowed(url.scheme, url.host) ? undefined : `the host ${url.host}`;
    if (why === undefined || text === replaceWith) return undefined;
    return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
  };
}

/** An entry as addresses of a scheme have it, with a dot in front when all below it are meant. */
function hostOf(entry: string, scheme: string): string | undefined {
  // A path would be ignored, and the rule be wider than it reads.
  if (/[/?#]/.test(entry)) return undefined;
  const below = entry.startsWith('*.');
  const url = plainURL(`${scheme}://${below ? entry.slice(2) : entry}`);
  if (typeof url === 'string' || url.host === '' || url.host.includes('*')) return undefined;
  return below ? `.${url.host}` : url.host;
}
