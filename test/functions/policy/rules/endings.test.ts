import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../infra/operator/policy/policy-mistakes.ts';
import { judgeMember, policyOf } from '../../../support/policy.ts';
import { rule } from '../../../support/rules.ts';

const pictures = { allow: ['png', 'JPG', 'gif'] };
const noScripts = { deny: ['svg'] };

describe('endings', () => {
  it.each([
    { settings: pictures, path: '/a.png', verdict: 'allow' },
    { settings: pictures, path: '/a.PNG', verdict: 'allow' },
    { settings: pictures, path: '/a.jpg?b=c.svg#d.svg', verdict: 'allow' },
    { settings: pictures, path: '/object/7421360985/a.b.gif', verdict: 'allow' },
    { settings: pictures, path: '/小明.png', verdict: 'allow' },
    { settings: pictures, path: '/%D0%B0%FF.png', verdict: 'allow' },
    { settings: pictures, path: '/a%2Epng', verdict: 'allow' },
    { settings: pictures, path: '/a.%70ng', verdict: 'allow' },
    { settings: pictures, path: '/a.svg', verdict: 'refuse' },
    { settings: pictures, path: '/a.png.svg', verdict: 'refuse' },
    { settings: pictures, path: '/a.png/b', verdict: 'refuse' },
    { settings: pictures, path: '/a.png/', verdict: 'refuse' },
    { settings: pictures, path: '/a.png%2fb.exe', verdict: 'refuse' },
    { settings: pictures, path: '/a?b.png', verdict: 'refuse' },
    { settings: pictures, path: '/a#b.png', verdict: 'refuse' },
    { settings: pictures, path: '/a%252Epng', verdict: 'refuse' },
    { settings: pictures, path: '/a.pnɡ', verdict: 'refuse' },
    { settings: pictures, path: '/a', verdict: 'refuse' },
    { settings: pictures, path: '', verdict: 'refuse' },
    { settings: { ...pictures, allowNone: true }, path: '/a', verdict: 'allow' },
    { settings: { ...pictures, allowNone: true }, path: '/a.', verdict: 'allow' },
    { settings: { ...pictures, allowNone: true }, path: '/a.svg', verdict: 'refuse' },
    { settings: { ...pictures, allowNone: false }, path: '/a', verdict: 'refuse' },
    { settings: noScripts, path: '/a.svg', verdict: 'refuse' },
    { settings: noScripts, path: '/a.SVG', verdict: 'refuse' },
    { settings: noScripts, path: '/.svg', verdict: 'refuse' },
    { settings: noScripts, path: '/a.svg.', verdict: 'refuse' },
    { settings: noScripts, path: '/a.svg%20', verdict: 'refuse' },
    { settings: noScripts, path: '/a%2esvg', verdict: 'refuse' },
    { settings: noScripts, path: '/a.s%76g', verdict: 'refuse' },
    { settings: noScripts, path: '/a.svg%00.png', verdict: 'refuse' },
    { settings: noScripts, path: '/a.png', verdict: 'allow' },
    { settings: noScripts, path: '/a', verdict: 'allow' },
    { settings: { allow: ['png', 'svg'], ...noScripts }, path: '/a.svg', verdict: 'refuse' },
    { settings: { allow: ['png', 'svg'], ...noScripts }, path: '/a.png', verdict: 'allow' },
    { settings: { ...noScripts, replaceWith: 'https://a.example/b.png' }, path: '/a.svg', verdict: 'change' },
  ])('$settings, $path: $verdict', ({ settings, path, verdict }) => {
    const policy = policyOf({ faceURL: [rule('endings', settings)] });
    expect(judgeMember({ faceURL: `https://a.example${path}` }, policy).verdict).toBe(verdict);
  });

  it('refuses with a code of its own, and says why', () => {
    const policy = policyOf({ faceURL: [rule('endings', pictures)] });
    const whyOf = (faceURL: string) =>
      judgeMember({ faceURL }, policy).rules?.map(({ errCode, why }) => ({ errCode, why }));
    expect(whyOf('https://a.example/a.Svg')).toEqual([{ errCode: 5_014, why: 'the file ending svg' }]);
    expect(whyOf('https://a.example/a')).toEqual([{ errCode: 5_014, why: 'no file ending' }]);
  });

  it.each([
    { settings: {}, mistakes: ['faceURL.0: needs allow, deny or both'] },
    { settings: { deny: ['svg'], allowNone: true }, mistakes: ['faceURL.0: allowNone needs allow'] },
    {
      settings: { allow: ['.png', ''], deny: ['tar.gz'] },
      mistakes: ['allow.0', 'allow.1', 'deny.0'].map(
        (path) => `faceURL.0.${path}: must be a file ending without its dot, such as png`,
      ),
    },
  ])('rejects $settings', ({ settings, mistakes }) => {
    expect(parsePolicy({ faceURL: [rule('endings', settings)] })).toEqual({ mistakes });
  });
});
