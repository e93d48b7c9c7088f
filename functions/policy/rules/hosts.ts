import * as v from 'valibot';
import { commonOfText, textRuleKind } from './rule.ts';
import { plainURL } from './url.ts';

/** Other schemes are never allowed, because the text after `//` may be a script there. */
const WEB_SCHEMES = ['https', 'http'];

const Host = v.pipe(
  v.string('must be a string'),
  v.check(
    (entry) => hostOf(entry, 'https') !== undefined,
    'must be a host such as cdn.example.com or cdn.example.com:8443, or all below one such as *.example.com',
  ),
);

/**
 * Limits the host: `cdn.example.com` allows that host, `*.example.com` every host below but not itself.
 * `cdn.example.com:8443` allows that port only. An entry without a port allows the default port of the scheme only.
 */
export const hosts = textRuleKind({
  sections: ['faceURL'],
  refusal: { errCode: 5012, errMsg: 'This picture address is not allowed.' },
  schema: v.strictObject({
    kind: v.literal('hosts'),
    ...commonOfText,
    allow: v.pipe(v.array(Host, 'must be a list'), v.minLength(1, 'must not be empty')),
    replaceWith: v.optional(v.string('must be a string')),
  }),
  compile: ({ allow, replaceWith }) => {
    const allowedHosts = new Map(
      WEB_SCHEMES.map((scheme) => [scheme, allow.flatMap((entry) => hostOf(entry, scheme) ?? [])]),
    );
    const isAllowed = (scheme: string, host: string) =>
      allowedHosts
        .get(scheme)
        ?.some((allowed) => (allowed.startsWith('.') ? host.endsWith(allowed) && host !== allowed : host === allowed));
    return (text) => {
      const url = plainURL(text);
      const why = typeof url === 'string' ? url : isAllowed(url.scheme, url.host) ? undefined : `the host ${url.host}`;
      if (why === undefined || text === replaceWith) return undefined;
      return replaceWith === undefined ? { refuse: why } : { change: replaceWith, why };
    };
  },
});

/** Returns an entry in the form of `PlainURL.host`, with a leading dot for all hosts below. */
function hostOf(entry: string, scheme: string): string | undefined {
  // Rejects a path, because it would be ignored: the rule would be wider than it reads.
  if (/[/?#]/.test(entry)) return undefined;
  const isBelow = entry.startsWith('*.');
  const url = plainURL(`${scheme}://${isBelow ? entry.slice(2) : entry}`);
  if (typeof url === 'string' || url.host === '' || url.host.includes('*')) return undefined;
  return isBelow ? `.${url.host}` : url.host;
}
