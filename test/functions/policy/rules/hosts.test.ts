import { describe, expect, it } from 'vitest';
import { judgeMember, type MemberChange, policyOf } from '../../../support/policy.ts';
import { rule } from '../../../support/rules.ts';

const faceURL = (kind: string, settings: object) => policyOf({ faceURL: [rule(kind, settings)] });
const hosts = faceURL('hosts', { allow: ['cdn.example.com', '*.Pictures.example.com', 'bücher.example'] });

describe('hosts', () => {
  it.each([
    ['the host itself', hosts, { faceURL: 'https://CDN.example.com/a.png?x#y' }, 'allow'],
    ['a host below', hosts, { faceURL: 'https://a.b.pictures.example.com' }, 'allow'],
    ['not the host above', hosts, { faceURL: 'https://pictures.example.com/' }, 'refuse'],
    ['not a host with the same end', hosts, { faceURL: 'https://evilpictures.example.com/' }, 'refuse'],
    ['in another script', hosts, { faceURL: 'https://bücher.example/1' }, 'allow'],
    ['as punycode', hosts, { faceURL: 'https://xn--bcher-kva.example/1' }, 'allow'],
    ['a look-alike', hosts, { faceURL: 'https://cdn.exаmple.com/1' }, 'refuse'],
    ['user info', hosts, { faceURL: 'https://cdn.example.com@evil.example/' }, 'refuse'],
    ['empty user info', hosts, { faceURL: 'https://@cdn.example.com/' }, 'refuse'],
    ['a port', hosts, { faceURL: 'https://cdn.example.com:8443/' }, 'refuse'],
    ['a trailing dot', hosts, { faceURL: 'https://cdn.example.com./' }, 'refuse'],
    ['a backslash', hosts, { faceURL: 'https://evil.example\\@cdn.example.com/' }, 'refuse'],
    ['one slash', hosts, { faceURL: 'https:/cdn.example.com/' }, 'refuse'],
    ['white space', hosts, { faceURL: ' https://cdn.example.com/' }, 'refuse'],
    ['a tab inside', hosts, { faceURL: 'https://cdn.exa\tmple.com/' }, 'refuse'],
    ['an address', faceURL('hosts', { allow: ['127.0.0.1'] }), { faceURL: 'https://127.0.0.1/' }, 'allow'],
    [
      'an address in an odd notation',
      faceURL('hosts', { allow: ['127.0.0.1'] }),
      { faceURL: 'https://0x7f.1/' },
      'refuse',
    ],
    ['in folded characters', hosts, { faceURL: 'https://ｃdn.example.com/' }, 'refuse'],
    ['with an ideographic full stop', hosts, { faceURL: 'https://cdn。example.com/' }, 'refuse'],
    ['a script', hosts, { faceURL: 'javascript://cdn.example.com/%0aalert(1)' }, 'refuse'],
    ['an encoded host', hosts, { faceURL: 'https://cdn.example%2ecom/' }, 'refuse'],
    ['a scheme with the name of a method', hosts, { faceURL: 'constructor://cdn.example.com/' }, 'refuse'],
  ] as [string, ReturnType<typeof policyOf>, MemberChange, string][])('%s', (_what, policy, request, verdict) => {
    expect(judgeMember(request, policy).verdict).toBe(verdict);
  });
});

describe('hosts with a port', () => {
  it.each([
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:10002/object/7421360985/a.png', verdict: 'allow' },
    { allow: 'im.example.com:10002', faceURL: 'http://IM.example.com:10002', verdict: 'allow' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com/object/1', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:10003/object/1', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:010002/object/1', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:10002@evil.example/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com.:10002/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:10002:10002/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:１0002/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'http://im.example.com:%31%30002/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'ftp://im.example.com:10002/', verdict: 'refuse' },
    { allow: 'im.example.com:10002', faceURL: 'javascript://im.example.com:10002/%0aalert(1)', verdict: 'refuse' },
    { allow: '*.example.com:8443', faceURL: 'https://a.example.com:8443/1', verdict: 'allow' },
    { allow: '*.example.com:8443', faceURL: 'https://a.example.com/1', verdict: 'refuse' },
    { allow: '*.example.com:8443', faceURL: 'https://example.com:8443/1', verdict: 'refuse' },
    { allow: 'bücher.example:8443', faceURL: 'https://xn--bcher-kva.example:8443/1', verdict: 'allow' },
    { allow: 'xn--bcher-kva.example:8443', faceURL: 'https://bücher.example:8443/1', verdict: 'allow' },
    { allow: '10.0.0.7:10002', faceURL: 'http://10.0.0.7:10002/object/1', verdict: 'allow' },
    { allow: '10.0.0.7:10002', faceURL: 'http://10.7:10002/object/1', verdict: 'refuse' },
    { allow: '[::1]:10002', faceURL: 'http://[::1]:10002/object/1', verdict: 'allow' },
    { allow: '[::1]:10002', faceURL: 'http://[::1]/object/1', verdict: 'refuse' },
    { allow: '[::1]:10002', faceURL: 'http://[0:0::1]:10002/object/1', verdict: 'refuse' },
    { allow: 'cdn.example.com', faceURL: 'https://cdn.example.com:443/1', verdict: 'allow' },
    { allow: 'cdn.example.com', faceURL: 'https://cdn.example.com:0443/1', verdict: 'refuse' },
    { allow: 'cdn.example.com', faceURL: 'https://cdn.example.com:/1', verdict: 'refuse' },
    { allow: 'cdn.example.com', faceURL: 'https://cdn.example.com:80/1', verdict: 'refuse' },
    { allow: 'cdn.example.com', faceURL: 'http://cdn.example.com:443/1', verdict: 'refuse' },
    { allow: 'cdn.example.com:443', faceURL: 'https://cdn.example.com/1', verdict: 'allow' },
    { allow: 'cdn.example.com:443', faceURL: 'http://cdn.example.com/1', verdict: 'refuse' },
  ])('$allow, $faceURL: $verdict', ({ allow, faceURL, verdict }) => {
    const policy = policyOf({ faceURL: [rule('hosts', { allow: [allow] })] });
    expect(judgeMember({ faceURL }, policy).verdict).toBe(verdict);
  });
});
