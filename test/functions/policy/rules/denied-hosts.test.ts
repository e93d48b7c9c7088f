import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../infra/operator/policy/policy-mistakes.ts';
import { judgeMember, policyOf } from '../../../support/policy.ts';
import { rule } from '../../../support/rules.ts';

const verdictOf = (settings: object, faceURL: string) =>
  judgeMember({ faceURL }, policyOf({ faceURL: [rule('hosts', settings)] })).verdict;

describe('denied hosts', () => {
  it.each([
    { deny: 'evil.example', faceURL: 'https://evil.example/1', verdict: 'refuse' },
    { deny: 'Evil.example', faceURL: 'http://EVIL.example/1', verdict: 'refuse' },
    { deny: 'evil.example', faceURL: 'https://evil.example:8443/1', verdict: 'refuse' },
    { deny: 'evil.example', faceURL: 'http://evil.example:443/1', verdict: 'refuse' },
    { deny: 'evil.example', faceURL: 'https://evil.example./1', verdict: 'refuse' },
    { deny: 'evil.example', faceURL: 'https://a.evil.example/1', verdict: 'allow' },
    { deny: 'evil.example', faceURL: 'https://notevil.example:10002/1', verdict: 'allow' },
    { deny: 'evil.example', faceURL: 'ftp://good.example/1', verdict: 'refuse' },
    { deny: '*.evil.example', faceURL: 'https://a.b.evil.example:8443/1', verdict: 'refuse' },
    { deny: '*.evil.example', faceURL: 'https://evil.example/1', verdict: 'allow' },
    { deny: '*.evil.example', faceURL: 'https://notevil.example/1', verdict: 'allow' },
    { deny: 'bücher.example', faceURL: 'https://xn--bcher-kva.example/1', verdict: 'refuse' },
    { deny: 'xn--bcher-kva.example', faceURL: 'https://BÜCHER.example:1/1', verdict: 'refuse' },
    { deny: '1.2.3.4', faceURL: 'http://1.2.3.4:10002/1', verdict: 'refuse' },
    { deny: '1.2.3.4', faceURL: 'http://0x01020304/1', verdict: 'refuse' },
    { deny: '1.2.3.4', faceURL: 'http://[::ffff:102:304]/1', verdict: 'refuse' },
    { deny: '1.2.3.4', faceURL: 'http://1.2.3.5/1', verdict: 'allow' },
    { deny: '[2001:db8::1]', faceURL: 'http://[2001:db8::1]:8080/1', verdict: 'refuse' },
    { deny: '[2001:db8::1]', faceURL: 'http://[2001:db8::2]/1', verdict: 'allow' },
  ])('$deny, $faceURL: $verdict', ({ deny, faceURL, verdict }) => {
    expect(verdictOf({ deny: [deny] }, faceURL)).toBe(verdict);
  });

  it.each([
    { faceURL: 'https://a.example.com/1', verdict: 'allow' },
    { faceURL: 'https://old.example.com/1', verdict: 'refuse' },
    { faceURL: 'https://other.example/1', verdict: 'refuse' },
  ])('win over allowed ones, $faceURL: $verdict', ({ faceURL, verdict }) => {
    expect(verdictOf({ allow: ['*.example.com'], deny: ['old.example.com'] }, faceURL)).toBe(verdict);
  });

  it.each([
    { settings: {}, mistake: 'faceURL.0: needs allow, deny or both' },
    { settings: { deny: [] }, mistake: 'faceURL.0.deny: must not be empty' },
    ...['evil.example:8443', '1.2.3.4:80', '[::1]:443', 'https://evil.example', 'evil.example/x', '*.*', '*.[::1]'].map(
      (entry) => ({
        settings: { deny: [entry] },
        mistake: expect.stringMatching(/^faceURL\.0\.deny\.0: must be a host/),
      }),
    ),
  ])('rejects $settings', ({ settings, mistake }) => {
    expect(parsePolicy({ faceURL: [rule('hosts', settings)] })).toEqual({ mistakes: [mistake] });
  });
});

describe('private hosts', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3:10002',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9:9000',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '255.255.255.255',
    '[::]',
    '[::1]:8080',
    '[::ffff:7f00:1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[fd00::1]',
    '[fe80::1]',
    'localhost',
    'LOCALHOST:10002',
    'a.localhost',
    'minio:9000',
    'nas.local',
    'metadata.google.internal',
    'router.home.arpa',
  ])('are denied: %s', (host) => {
    expect(verdictOf({ deny: ['private'] }, `http://${host}/a.png`)).toBe('refuse');
    expect(verdictOf({ deny: ['other.example'] }, `http://${host}/a.png`)).toBe('allow');
  });

  it.each([
    'cdn.example.com',
    'cdn.example.com:10002',
    'local.example.com',
    'localhost.example.com',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    '[::ffff:808:808]',
    '10.example.com',
  ])('are not: %s', (host) => {
    expect(verdictOf({ deny: ['private'] }, `http://${host}/a.png`)).toBe('allow');
  });
});
