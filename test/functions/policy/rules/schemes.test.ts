import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../infra/operator/policy/policy-mistakes.ts';
import { judgeMember, policyOf } from '../../../support/policy.ts';
import { rule } from '../../../support/rules.ts';

describe('schemes', () => {
  it.each([
    { settings: { allow: ['https'] }, faceURL: 'https://a.example/', verdict: 'allow' },
    { settings: { allow: ['https'] }, faceURL: 'http://a.example/', verdict: 'refuse' },
    { settings: { deny: ['HTTP'] }, faceURL: 'http://a.example/', verdict: 'refuse' },
    { settings: { deny: ['http'] }, faceURL: 'https://a.example/', verdict: 'allow' },
    { settings: { deny: ['http'] }, faceURL: 'ftp://a.example/', verdict: 'allow' },
    { settings: { deny: ['http'] }, faceURL: 'data:image/png;base64,AAAA', verdict: 'refuse' },
    { settings: { deny: ['http'] }, faceURL: 'javascript:alert(1)', verdict: 'refuse' },
    { settings: { allow: ['http', 'https'], deny: ['http'] }, faceURL: 'http://a.example/', verdict: 'refuse' },
    { settings: { allow: ['http', 'https'], deny: ['http'] }, faceURL: 'https://a.example/', verdict: 'allow' },
    {
      settings: { deny: ['http'], replaceWith: 'https://a.example/' },
      faceURL: 'http://a.example/',
      verdict: 'change',
    },
  ])('$settings, $faceURL: $verdict', ({ settings, faceURL, verdict }) => {
    expect(judgeMember({ faceURL }, policyOf({ faceURL: [rule('schemes', settings)] })).verdict).toBe(verdict);
  });

  it.each([
    { settings: {}, mistake: 'faceURL.0: needs allow, deny or both' },
    { settings: { deny: [] }, mistake: 'faceURL.0.deny: must not be empty' },
    { settings: { deny: ['http:'] }, mistake: 'faceURL.0.deny.0: must be a scheme without a colon, such as http' },
  ])('rejects $settings', ({ settings, mistake }) => {
    expect(parsePolicy({ faceURL: [rule('schemes', settings)] })).toEqual({ mistakes: [mistake] });
  });
});
