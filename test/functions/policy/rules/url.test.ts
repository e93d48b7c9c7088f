import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainURL } from '../../../../functions/policy/rules/url.ts';
import { judgeMember, policyOf } from '../../../support/policy.ts';
import { rule } from '../../../support/rules.ts';
import { sampledRuns } from '../../../support/sampled.ts';

describe('a plain address', () => {
  it.each([
    { address: 'https://A.example/b.png?c#d', host: 'a.example', hostname: 'a.example', path: '/b.png' },
    { address: 'http://a.example:10002/x/../y', host: 'a.example:10002', hostname: 'a.example', path: '/y' },
    { address: 'http://[::1]:10002', host: '[::1]:10002', hostname: '[::1]', path: '/' },
    { address: 'https://bücher.example/%E5%B0%8F', host: 'xn--bcher-kva.example', path: '/%E5%B0%8F' },
    { address: 'https://a.example/小明.png', host: 'a.example', path: '/%E5%B0%8F%E6%98%8E.png' },
    { address: 'https://a.example/%20%25%7e%80', host: 'a.example', path: '/%20%25%7e%80' },
    { address: 'https://a.example/%2500', host: 'a.example', path: '/%2500' },
  ])('$address', ({ address, ...parts }) => {
    expect(plainURL(address)).toMatchObject(parts);
  });
});

describe('not a plain address', () => {
  const control = 'a control character in the address';
  const percent = 'a percent sign without two hex digits';
  const half = 'half a character in the address';
  it.each([
    { address: 'https://a.example/\u0000', why: control },
    { address: 'https://a.example/a\tb', why: control },
    { address: 'https://a.example/a\n', why: control },
    { address: '\u0001https://a.example/', why: control },
    { address: 'https://a.example/\u007f', why: control },
    { address: 'https://a.example/\u0085', why: control },
    { address: 'java\nscript:alert(1)', why: control },
    { address: 'https://a.example/a.png%00.svg', why: control },
    { address: 'https://a.example/%0d%0aX: 1', why: control },
    { address: 'https://a.example/?a=%0A', why: control },
    { address: 'https://a.example/#%1F', why: control },
    { address: 'https://a.example/%7F', why: control },
    { address: 'https://a.example/%zz', why: percent },
    { address: 'https://a.example/100%', why: percent },
    { address: 'https://a.example/%4', why: percent },
    { address: 'https://a.example/?a=%u0041', why: percent },
    { address: 'https://a.example/#%', why: percent },
    { address: 'https://a.example/\ud83c', why: half },
    { address: 'https://a.example/\udf88\ud83c', why: half },
    { address: 'https://a.example/a b', why: 'characters that are not allowed in an address' },
    { address: 'https://a.example./', why: 'a dot after the host' },
    { address: 'https://a@a.example/', why: 'user info in the address' },
    { address: 'https://0x7f.1/', why: 'a host in an unusual notation' },
    { address: '/a.png', why: 'not an absolute address' },
  ])('$address: $why', ({ address, why }) => {
    expect(plainURL(address)).toBe(why);
  });
});

it('accepts an address of up to 100,000 characters', () => {
  const address = (length: number) => 'https://a.example/'.padEnd(length, 'x');

  expect(plainURL(address(100_000))).toMatchObject({ host: 'a.example' });
  expect(plainURL(address(100_001))).toBe('more than 100000 characters in the address');
});

describe('every kind for addresses', () => {
  const rules = [
    rule('schemes', { allow: ['https', 'http'], deny: ['ftp'] }),
    rule('hosts', { deny: ['private', '10.0.0.1', '*.example.com'] }),
    rule('endings', { allow: ['png'], deny: ['svg'] }),
  ];
  const odd = fc.constantFrom(
    '%',
    '%00',
    '%2f',
    '%2e',
    '.',
    '/',
    '\\',
    '@',
    ':',
    '[',
    ']',
    '::1',
    '\t',
    '\ud800',
    '。',
    'é',
  );
  const anyAddress = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.array(fc.oneof(odd, fc.string({ maxLength: 3 })), { maxLength: 8 }).map((parts) => `https://${parts.join('')}`),
    fc
      .oneof(
        fc.ipV4(),
        fc.ipV6().map((ip) => `[${ip}]`),
      )
      .map((host) => `http://${host}/a.png`),
  );

  it.each(rules)('$kind judges any address', (tested) => {
    const policy = policyOf({ faceURL: [tested] });
    fc.assert(
      fc.property(anyAddress, (faceURL) => {
        expect(['allow', 'refuse']).toContain(judgeMember({ faceURL }, policy).verdict);
      }),
      { numRuns: sampledRuns(1_000, 100) },
    );
  });

  it.each(rules)('$kind replaces what it refuses', (tested) => {
    const refusing = policyOf({ faceURL: [tested] });
    const replacing = policyOf({ faceURL: [{ ...tested, replaceWith: 'https://cdn.example/default.png' }] });
    fc.assert(
      fc.property(anyAddress, (faceURL) => {
        const { verdict, changes } = judgeMember({ faceURL }, replacing);
        expect(verdict).toBe(judgeMember({ faceURL }, refusing).verdict === 'refuse' ? 'change' : 'allow');
        expect(changes?.faceURL?.after ?? faceURL).toBe(
          verdict === 'change' ? 'https://cdn.example/default.png' : faceURL,
        );
      }),
      { numRuns: sampledRuns(1_000, 100) },
    );
  });
});
