import { describe, expect, it } from 'vitest';
import { judgeMember, type MemberChange, policyOf } from '../../../support/policy.ts';
import { nickName, rule } from '../../../support/rules.ts';

describe('each kind of rule', () => {
  const faceURL = (kind: string, settings: object) => policyOf({ faceURL: [rule(kind, settings)] });
  const hosts = faceURL('hosts', { allow: ['cdn.example.com', '*.Pictures.example.com', 'bücher.example'] });
  const ex = (kind: string, settings: object) => policyOf({ ex: [rule(kind, settings)] });
  const scripts = (settings: object) => nickName(rule('scripts', settings));
  const levels = (settings: object) => policyOf({ roleLevel: [rule('levels', settings)] });

  it.each([
    ['length counts graphemes', nickName(rule('length', { max: 2 })), { nickName: '👨‍👩‍👧‍👦🇨🇳' }, 'allow'],
    ['length at most', nickName(rule('length', { max: 2 })), { nickName: 'e\u0301e\u0301e\u0301' }, 'refuse'],
    ['length of an invisible name', nickName(rule('length', { min: 1 })), { nickName: '\u200b \u2060' }, 'refuse'],
    ...['\u0001', '\u0085', '\u2800', '\ufff9', '\u{1d159}'].map(
      (blank) =>
        [
          `length of U+${blank.codePointAt(0)?.toString(16)}`,
          nickName(rule('length', { min: 1 })),
          { nickName: blank },
          'refuse',
        ] as const,
    ),
    ['length at least', nickName(rule('length', { min: 1 })), { nickName: ' ' }, 'refuse'],
    ['a cleared name', nickName(rule('length', { min: 1 })), { nickName: '' }, 'allow'],
    [
      'a cleared name that is required',
      nickName(rule('length', { min: 1, required: true })),
      { nickName: '' },
      'refuse',
    ],
    [
      'a cleared avatar that is required',
      policyOf({ faceURL: [rule('schemes', { allow: ['https'], required: true })] }),
      { faceURL: '' },
      'refuse',
    ],
    ['scripts that are allowed', scripts({ allow: ['Latin', 'Han'] }), { nickName: 'Wáng 小明 3 🎈!' }, 'allow'],
    ['scripts that are not allowed', scripts({ allow: ['Latin', 'Han'] }), { nickName: 'Wаng' }, 'refuse'],
    ['scripts that are denied', scripts({ deny: ['Cyrillic'] }), { nickName: 'Иван' }, 'refuse'],
    ['scripts that are not denied', scripts({ deny: ['Cyrillic'] }), { nickName: 'محمد' }, 'allow'],
    ['schemes', faceURL('schemes', { allow: ['https'] }), { faceURL: 'http://a.example' }, 'refuse'],
    ['schemes: a port', faceURL('schemes', { allow: ['http'] }), { faceURL: 'http://a.example:10002/1' }, 'allow'],
    ['schemes: not an address', faceURL('schemes', { allow: ['https'] }), { faceURL: 'javascript:alert(1)' }, 'refuse'],
    ['schemes in capitals', faceURL('schemes', { allow: ['HTTPS'] }), { faceURL: 'HTTPS://a.example/' }, 'allow'],
    ['a cleared avatar', hosts, { faceURL: '' }, 'allow'],
    ['a URL that is too long', faceURL('url-length', { max: 20 }), { faceURL: 'https://a.example/12345' }, 'refuse'],
    [
      'a URL that is replaced',
      faceURL('url-length', { max: 20, replaceWith: 'https://d.example/' }),
      { faceURL: 'https://a.example/12345' },
      'change',
    ],
    ['roles that are allowed', levels({ allow: [20] }), { roleLevel: 20 }, 'allow'],
    ['roles that are not allowed', levels({ allow: [20] }), { roleLevel: 60 }, 'refuse'],
    ['roles that do not exist', levels({ allow: [20, 60] }), { roleLevel: 30 }, 'refuse'],
    ['another role instead', levels({ allow: [20], setTo: 20 }), { roleLevel: 60 }, 'change'],
    ['the owner', levels({ allow: [20, 60] }), { roleLevel: 100 }, 'refuse'],
    ['the owner, without any rule', policyOf({}), { roleLevel: 100 }, 'refuse'],
    ['bytes', ex('bytes', { max: 5 }), { ex: '你好' }, 'refuse'],
    ['bytes that fit', ex('bytes', { max: 6 }), { ex: '你好' }, 'allow'],
    ['JSON', ex('json', {}), { ex: '[1]' }, 'allow'],
    ['not JSON', ex('json', {}), { ex: '{a:1}' }, 'refuse'],
    ['keys that are allowed', ex('json', { allowedKeys: ['a', 'b'] }), { ex: '{"b":{"c":1}}' }, 'allow'],
    ['keys that are not allowed', ex('json', { allowedKeys: ['a'] }), { ex: '{"a":1,"constructor":1}' }, 'refuse'],
    ['not an object', ex('json', { allowedKeys: ['a'] }), { ex: '["a"]' }, 'refuse'],
    ['JSON of 100,000 characters', ex('json', {}), { ex: `"${'x'.repeat(99_998)}"` }, 'allow'],
    ['JSON of more than 100,000 characters', ex('json', {}), { ex: `"${'x'.repeat(99_999)}"` }, 'refuse'],
    ['more than 100,000 characters that need not be JSON', ex('bytes', { max: 1e6 }), { ex: 'x'.repeat(1e6) }, 'allow'],
    ['cleared extra data', ex('json', {}), { ex: '' }, 'allow'],
    ['a name of more than 1,000 code units', nickName(rule('trim', {})), { nickName: 'x'.repeat(1_001) }, 'refuse'],
  ] as [string, ReturnType<typeof policyOf>, MemberChange, string][])('%s', (_what, policy, request, verdict) => {
    expect(judgeMember(request, policy).verdict).toBe(verdict);
  });
});
