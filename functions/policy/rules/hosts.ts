import * as v from 'valibot';
import { type Check, commonOfText } from './rule.ts';
import { type PlainURL, plainURL } from './url.ts';

const Host = v.pipe(
  v.string('must be a string'),
  v.check((host) => hostOf(host) !== undefined, 'must be a host as cdn.example.com, or all below one as *.example.com'),
);

/** Which hosts an address may have: `cdn.example.com` is that one, `*.example.com` every one below it but not itself. */
export const Hosts = v.strictObject({
  kind: v.literal('hosts'),
  ...commonOfText,
  allow: v.pipe(v.array(Host, 'must be a list'), v.minLength(1, 'must not be empty')),
  replaceWith: v.optional(v.string('must be a string')),
});

export function checkHosts({ allow, replaceWith }: v.InferOutput<typeof Hosts>): Check<string> {
  const hosts = allow.flatMap((host) => hostOf(host) ?? []);
  const isAllowed = (host: string) =>
    hosts.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) && host !== allowed : host === allowed));
  return (text) => {
    const url = plainURL(text);
    const why =
      typeof url === 'string' ? url : isOnWeb(url) && isAllowed(url.host) ? undefined : `the host ${url.host}`;
    if (why === undefined || text === replaceWith) return undefined;
    return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
  };
}

/** In other schemes what looks like a host may be anything, a script even. */
function isOnWeb({ scheme }: PlainURL): boolean {
  return scheme === 'https' || scheme === 'http';
}

/** A host of a policy as the URL standard writes it, with a dot in front when all below it are meant. */
function hostOf(pattern: string): string | undefined {
  const below = pattern.startsWith('*.');
  const url = plainURL(`https://${below ? pattern.slice(2) : pattern}`);
  if (typeof url === 'string' || url.host === '' || url.host.includes('*')) return undefined;
  return below ? `.${url.host}` : url.host;
}
