import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, type MemberChange } from '../../../functions/policy/judge.ts';
import { replyTo } from '../../../functions/policy/reply.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import { policyOf } from '../../support/policy.ts';

const ROOT = join(import.meta.dirname, '../../..');
const sample = policyOf(JSON.parse(await readFile(join(ROOT, 'infra/operator/policy/policy.sample.json'), 'utf8')));

const rule = (kind: string, settings: object) => ({ kind, id: kind, ...settings });
const nickName = (...rules: object[]) => policyOf({ nickName: rules });
const terms = (list: unknown[], settings: object = {}) => nickName(rule('terms', { terms: list, ...settings }));

/** The name as it would be set, or 'refused'. */
function named(name: string, policy: ReturnType<typeof policyOf>): unknown {
  const { verdict, changes } = judge({ nickName: name }, policy);
  return verdict === 'refuse' ? 'refused' : (changes?.nickName?.after ?? name);
}

describe('a forbidden term is found', () => {
  const policy = terms(['spam', 'Bad Word', 'σπαμ', 'ПЛОХО', { term: '垃圾', match: 'word' }, 'แย่', 'naïve']);

  it.each([
    ['관리자', '관리자'.normalize('NFD')],
    ['バカ', 'ﾊﾞｶ'],
    ['hold', 'hołd'],
    ['admin', 'ađmin'],
  ])('%s, however its letters are composed: %s', (term, name) => {
    expect(judge({ nickName: name }, terms([term])).verdict).toBe('refuse');
  });

  it.each([
    ['as it is', 'spam'],
    ['in another case', 'SpAm'],
    ['in full width', 'ｓｐａｍ'],
    ['in mathematical letters', '𝓈𝓅𝒶𝓂'],
    ['in circles', 'ⓢⓟⓐⓜ'],
    ['with zero-width spaces', 's\u200bp\u200ca\u200dm'],
    ['with a soft hyphen and a word joiner', 'sp\u00ad\u2060am'],
    ['with variation selectors', 's\ufe0fpam'],
    ['with Cyrillic look-alikes', 'ѕраm'],
    ['with capital Cyrillic look-alikes', 'ЅРАМ'],
    ['with Greek look-alikes', 'sραm'],
    ['with two letters that look like one', 'sparn'],
    ['with overlays', 's\u0338p\u0338a\u0338m\u0338'],
    ['with dots between letters', 's.p.a.m'],
    ['with any marks between some letters', 'sp*am'],
    ['with a space between all letters', 's p a m'],
    ['with emoji between letters', 's🙂p🙂a🙂m'],
    ['beside punctuation', '¡spam!'],
    ['as a word of several', 'I like spam a lot'],
    ['beside another script', '我spam你'],
    ['of two words', 'bad   word'],
    ['of two words, without the space', 'badword'],
    ['of two words, with another mark', 'bad_word'],
    ['in Greek capitals', 'ΣΠΑΜ'],
    ['in small Cyrillic letters', 'плохо'],
    ['in Thai, where no spaces part words', 'นี่แย่มาก'],
    ['with its accent composed otherwise', 'nai\u0308ve'],
    ['behind letters that nobody sees', 'sp\u3164am\u17b4'],
    ['with strokes', 'spȺm'.replace('Ⱥ', 'a\u0335')],
    ['in small capitals', 'sᴘᴀᴍ'],
    ['with hooks', 'sƤam'],
    ['on discs', '🅢🅟🅐🅜'],
    ['on squares', '🆂🅿🅰🅼'],
  ])('%s: %s', (_how, name) => {
    expect(judge({ nickName: name }, policy).verdict).toBe('refuse');
  });

  it.each([
    ['anywhere, where its script parts no words', ['坏人'], '他是坏人吗'],
    ['anywhere, when the term says so', [{ term: 'spam', match: 'anywhere' }], 'xspamx'],
    ['without accents, when that is asked', ['spam'], 'spämmed spám', { foldAccents: true }],
    ['that looks like capital I for l', ['kill'], 'kiII'],
    ['that looks like 1 and 0', ['lol'], '1O1'],
    ['that looks like 1 and 0', ['lol'], 'l0l'],
    ['with digits of its own', ['101'], 'Room 101'],
  ] as [string, unknown[], string, object?][])('%s: %s', (_how, list, name, settings = {}) => {
    expect(judge({ nickName: name }, terms([...list], settings)).verdict).toBe('refuse');
  });
});

describe('an innocent name passes', () => {
  const list = ['cunt', 'spam', 'ass', 'anal', 'brien', 'rape', 'tit', 'hell', 'mad', '死', 'ok', 'mo'];
  const policy = terms(list.filter((term) => term !== '死' && term !== 'brien'));

  it.each([
    'Scunthorpe',
    '王小明',
    "O'Brien",
    'ελληνικά',
    '👨‍👩‍👧‍👦 family',
    'Penistone',
    'Cassandra',
    'Ana L',
    'Al Capone',
    'Dr. Ape',
    'Hello Kitty',
    'Nomad',
    'Titus',
    'Michelle',
    'Grape',
    'pass pam',
    'S.P. Amit',
    'Иван Петров',
    'محمد',
    'किशोर',
    'ひらがな',
    '김철수',
    '',
    ' ',
    '...',
    '🇨🇳🏳️‍🌈',
    'Zoë',
    'Okonkwo',
    'Mơ',
  ])('%s', (name) => {
    expect(judge({ nickName: name }, policy)).toMatchObject({ verdict: 'allow', policyVersion: { all: 1 } });
  });

  it.each([
    ['darn', 'Jan van Dam'],
    ['corn', 'Com'],
    ['lol', 'Room 101'],
    ['oil', '011'],
  ])('%s is not in %s', (term, name) => {
    expect(named(name, terms([term]))).toBe(name);
  });

  it('keeps a whole word apart from a part of one, as the term says', () => {
    expect(named('Brienz', terms(['brien']))).toBe('Brienz');
    expect(named('Brienz', terms([{ term: 'brien', match: 'anywhere' }]))).toBe('refused');
    expect(named('死神', terms([{ term: '死', match: 'word' }]))).toBe('refused');
    expect(named('spám', terms(['spam']))).toBe('spám');
  });
});

describe('a name is changed', () => {
  it.each([
    ['trimmed', nickName(rule('trim', {})), ' \u3000小明 ', '小明'],
    ['with one space for several', nickName(rule('collapse-spaces', {})), 'a \u00a0 b', 'a b'],
    ['with the term masked', terms(['spam'], { action: 'mask' }), 'I s.p.a.m you', 'I ******* you'],
    ['with each character masked once', terms(['spam'], { action: 'mask' }), 'ｓｐ\u0301ａｍ', 'ｓｐ\u0301ａｍ'],
    [
      'with what masking joins masked, too',
      terms(
        [
          { term: 'foo', match: 'anywhere' },
          { term: 'xx', match: 'anywhere' },
        ],
        { action: 'mask' },
      ),
      'fxxoo',
      '*****',
    ],
    [
      'by several rules',
      nickName(rule('trim', {}), rule('collapse-spaces', {}), rule('terms', { terms: ['spam'], action: 'mask' })),
      '  a   spam ',
      'a ****',
    ],
  ] as const)('%s', (_how, policy, name, after) => {
    expect(named(name, policy)).toBe(after);
  });

  it('tells each rule that fired, and what it was before and after', () => {
    const policy = nickName(
      rule('trim', {}),
      rule('length', { max: 3 }),
      rule('terms', { terms: ['spam'], errCode: 5055, message: 'No.' }),
    );
    expect(judge({ nickName: ' spam' }, policy)).toEqual({
      verdict: 'refuse',
      mode: 'enforce',
      policyVersion: { all: 1 },
      rules: [
        { id: 'trim', field: 'nickName', action: 'change', why: 'spaces at an end' },
        {
          id: 'length',
          field: 'nickName',
          action: 'refuse',
          why: '4 characters, at most 3',
          errCode: 5001,
          errMsg: 'This name is too short or too long.',
        },
        { id: 'terms', field: 'nickName', action: 'refuse', why: 'the term spam', errCode: 5055, errMsg: 'No.' },
      ],
      changes: { nickName: { before: ' spam', after: 'spam' } },
    });
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
    expect(judge({ faceURL }, policy).verdict).toBe(verdict);
  });
});

describe('each kind of rule', () => {
  const faceURL = (kind: string, settings: object) => policyOf({ faceURL: [rule(kind, settings)] });
  const hosts = faceURL('hosts', { allow: ['cdn.example.com', '*.Pictures.example.com', 'bücher.example'] });
  const ex = (kind: string, settings: object) => policyOf({ ex: [rule(kind, settings)] });
  const scripts = (settings: object) => nickName(rule('scripts', settings));
  const levels = (settings: object) => policyOf({ roleLevel: [rule('levels', settings)] });

  it.each([
    ['length counts what a reader counts', nickName(rule('length', { max: 2 })), { nickName: '👨‍👩‍👧‍👦🇨🇳' }, 'allow'],
    ['length at most', nickName(rule('length', { max: 2 })), { nickName: 'e\u0301e\u0301e\u0301' }, 'refuse'],
    ['a name that nobody sees', nickName(rule('length', { min: 1 })), { nickName: '\u200b \u2060' }, 'refuse'],
    ['length at least', nickName(rule('length', { min: 1 })), { nickName: ' ' }, 'refuse'],
    ['a name that is taken away', nickName(rule('length', { min: 1 })), { nickName: '' }, 'allow'],
    ['a name that is taken away', nickName(rule('length', { min: 1, required: true })), { nickName: '' }, 'refuse'],
    [
      'an avatar that is required',
      policyOf({ faceURL: [rule('schemes', { allow: ['https'], required: true })] }),
      { faceURL: '' },
      'refuse',
    ],
    ['scripts that are allowed', scripts({ allow: ['Latin', 'Han'] }), { nickName: 'Wáng 小明 3 🎈!' }, 'allow'],
    ['scripts that are not allowed', scripts({ allow: ['Latin', 'Han'] }), { nickName: 'Wаng' }, 'refuse'],
    ['scripts that are denied', scripts({ deny: ['Cyrillic'] }), { nickName: 'Иван' }, 'refuse'],
    ['scripts that are not denied', scripts({ deny: ['Cyrillic'] }), { nickName: 'محمد' }, 'allow'],
    ['hosts: the very one', hosts, { faceURL: 'https://CDN.example.com/a.png?x#y' }, 'allow'],
    ['hosts: below one', hosts, { faceURL: 'https://a.b.pictures.example.com' }, 'allow'],
    ['hosts: not itself', hosts, { faceURL: 'https://pictures.example.com/' }, 'refuse'],
    ['hosts: not its end', hosts, { faceURL: 'https://evilpictures.example.com/' }, 'refuse'],
    ['hosts: in another script', hosts, { faceURL: 'https://bücher.example/1' }, 'allow'],
    ['hosts: as punycode', hosts, { faceURL: 'https://xn--bcher-kva.example/1' }, 'allow'],
    ['hosts: a look-alike', hosts, { faceURL: 'https://cdn.exаmple.com/1' }, 'refuse'],
    ['hosts: user info', hosts, { faceURL: 'https://cdn.example.com@evil.example/' }, 'refuse'],
    ['hosts: empty user info', hosts, { faceURL: 'https://@cdn.example.com/' }, 'refuse'],
    ['hosts: a port', hosts, { faceURL: 'https://cdn.example.com:8443/' }, 'refuse'],
    ['hosts: a trailing dot', hosts, { faceURL: 'https://cdn.example.com./' }, 'refuse'],
    ['hosts: a backslash', hosts, { faceURL: 'https://evil.example\\@cdn.example.com/' }, 'refuse'],
    ['hosts: one slash', hosts, { faceURL: 'https:/cdn.example.com/' }, 'refuse'],
    ['hosts: white space', hosts, { faceURL: ' https://cdn.example.com/' }, 'refuse'],
    ['hosts: a tab inside', hosts, { faceURL: 'https://cdn.exa\tmple.com/' }, 'refuse'],
    ['hosts: an address', faceURL('hosts', { allow: ['127.0.0.1'] }), { faceURL: 'https://127.0.0.1/' }, 'allow'],
    [
      'hosts: an address in an odd notation',
      faceURL('hosts', { allow: ['127.0.0.1'] }),
      { faceURL: 'https://0x7f.1/' },
      'refuse',
    ],
    ['hosts: in folded characters', hosts, { faceURL: 'https://ｃdn.example.com/' }, 'refuse'],
    ['hosts: with another dot', hosts, { faceURL: 'https://cdn。example.com/' }, 'refuse'],
    ['hosts: a script', hosts, { faceURL: 'javascript://cdn.example.com/%0aalert(1)' }, 'refuse'],
    ['hosts: an encoded one', hosts, { faceURL: 'https://cdn.example%2ecom/' }, 'refuse'],
    ['hosts: a scheme with the name of a method', hosts, { faceURL: 'constructor://cdn.example.com/' }, 'refuse'],
    ['schemes', faceURL('schemes', { allow: ['https'] }), { faceURL: 'http://a.example' }, 'refuse'],
    ['schemes: a port', faceURL('schemes', { allow: ['http'] }), { faceURL: 'http://a.example:10002/1' }, 'allow'],
    ['schemes: no address', faceURL('schemes', { allow: ['https'] }), { faceURL: 'javascript:alert(1)' }, 'refuse'],
    ['schemes in capitals', faceURL('schemes', { allow: ['HTTPS'] }), { faceURL: 'HTTPS://a.example/' }, 'allow'],
    ['an avatar that is taken away', hosts, { faceURL: '' }, 'allow'],
    ['a URL of some length', faceURL('url-length', { max: 20 }), { faceURL: 'https://a.example/12345' }, 'refuse'],
    [
      'a URL that is replaced',
      faceURL('url-length', { max: 20, replaceWith: 'https://d.example/' }),
      { faceURL: 'https://a.example/12345' },
      'change',
    ],
    ['roles that may be given', levels({ allow: [20] }), { roleLevel: 20 }, 'allow'],
    ['roles that may not', levels({ allow: [20] }), { roleLevel: 60 }, 'refuse'],
    ['roles that are no roles', levels({ allow: [20, 60] }), { roleLevel: 30 }, 'refuse'],
    ['another role instead', levels({ allow: [20], setTo: 20 }), { roleLevel: 60 }, 'change'],
    ['the owner never', levels({ allow: [20, 60] }), { roleLevel: 100 }, 'refuse'],
    ['the owner never, whatever the policy', policyOf({}), { roleLevel: 100 }, 'refuse'],
    ['bytes', ex('bytes', { max: 5 }), { ex: '你好' }, 'refuse'],
    ['bytes that fit', ex('bytes', { max: 6 }), { ex: '你好' }, 'allow'],
    ['JSON', ex('json', {}), { ex: '[1]' }, 'allow'],
    ['no JSON', ex('json', {}), { ex: '{a:1}' }, 'refuse'],
    ['keys that are allowed', ex('json', { allowedKeys: ['a', 'b'] }), { ex: '{"b":{"c":1}}' }, 'allow'],
    ['keys that are not', ex('json', { allowedKeys: ['a'] }), { ex: '{"a":1,"constructor":1}' }, 'refuse'],
    ['no object', ex('json', { allowedKeys: ['a'] }), { ex: '["a"]' }, 'refuse'],
    ['extra data that is taken away', ex('json', {}), { ex: '' }, 'allow'],
    ['a name longer than anyone’s', nickName(rule('trim', {})), { nickName: 'x'.repeat(1_001) }, 'refuse'],
  ] as [string, ReturnType<typeof policyOf>, MemberChange, string][])('%s', (_what, policy, request, verdict) => {
    expect(judge(request, policy).verdict).toBe(verdict);
  });
});

it('allows in monitor mode, and tells what it would have done', () => {
  const policy = policyOf({ mode: 'monitor', nickName: [rule('terms', { terms: ['spam'] })] });
  expect(judge({ nickName: 'SPAM' }, policy)).toMatchObject({
    verdict: 'allow',
    wouldBe: 'refuse',
    mode: 'monitor',
    rules: [{ id: 'terms', action: 'refuse' }],
  });
  expect(replyTo(judge({ nickName: 'SPAM' }, policy)).answer.nextCode).toBe(0);
});

describe('for any request', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('admin', 'd', 'a', 'r', 'n', 'ｄ', 'а', '.', ' ', '\u200b', '客', '服', '*', '🎈'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );
  const anyURL = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom('https://cdn.example.com/a', 'https://x.pictures.example.com'),
  );
  const anyRequest = fc.record(
    {
      nickName: anyName,
      faceURL: anyURL,
      roleLevel: fc.oneof(fc.integer(), fc.constantFrom(20, 60, 100)),
      ex: fc.oneof(fc.string(), fc.json()),
    },
    { requiredKeys: [] },
  );
  const masking = terms(['spam', { term: 'dar', match: 'anywhere' }, { term: 'a', match: 'anywhere' }], {
    action: 'mask',
  });

  it.each([
    ['the sample', sample],
    ['one that masks', masking],
  ])('changes what it changed no more, by %s', (_name, policy) => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { changes = {} } = judge(request, policy);
        const after = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.after]));
        expect(judge({ ...request, ...after }, policy).changes).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('answers what OpenIM decodes', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const decision: Decision = judge(request, sample);
        const { status, answer } = replyTo(decision);
        const { actionCode, errCode, errMsg, errDlt, nextCode, ...changed } = answer;
        expect({ status, actionCode, nextCode }).toEqual({
          status: 200,
          actionCode: 0,
          nextCode: decision.verdict === 'refuse' ? 1 : 0,
        });
        expect(errCode === 0 || (Number.isInteger(errCode) && errCode >= 5_000 && errCode <= 9_999)).toBe(true);
        expect([typeof errMsg, typeof errDlt]).toEqual(['string', 'string']);
        expect(Object.keys(changed).sort()).toEqual(
          decision.verdict === 'change' ? Object.keys(decision.changes ?? {}).sort() : [],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('makes a section ready once for all groups that have it in common', () => {
    let looks = 0;
    const rule = { kind: 'terms', id: 't', foldAccents: false, action: 'refuse' } as const;
    const look = () => {
      looks += 1;
      return ['spam'];
    };
    const section = [Object.defineProperty(rule, 'terms', { get: look })] as never[];

    for (const id of ['g1', 'g2', 'g3']) {
      const document = { nickName: section, ex: [{ kind: 'bytes', id, max: 1 } as const] };
      expect(judge({ nickName: 'spam' }, { document, version: {} }).verdict).toBe('refuse');
    }

    expect(looks).toBe(1);
  });

  it('never refuses a request that changes nothing', () => {
    expect(judge({}, sample)).toEqual({ verdict: 'allow', mode: 'enforce', policyVersion: { all: 1 } });
    expect(judge({ nickName: undefined, roleLevel: undefined }, sample).verdict).toBe('allow');
  });
});

it('takes "" for a value where it does not take one away', () => {
  const policy = nickName(rule('length', { min: 1 }));
  expect(judge({ nickName: '' }, policy, []).verdict).toBe('refuse');
});
