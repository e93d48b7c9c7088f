import { describe, expect, it } from 'vitest';
import { judgeMember } from '../../../support/policy.ts';
import { named, terms } from '../../../support/rules.ts';

describe('allows an innocent name', () => {
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
    expect(judgeMember({ nickName: name }, policy)).toMatchObject({ verdict: 'allow', policyVersion: { all: 1 } });
  });

  it.each([
    ['darn', 'Jan van Dam'],
    ['corn', 'Com'],
    ['lol', 'Room 101'],
    ['oil', '011'],
  ])('%s is not found in %s', (term, name) => {
    expect(named(name, terms([term]))).toBe(name);
  });

  it('matches whole words or anywhere, by the match of the term', () => {
    expect(named('Brienz', terms(['brien']))).toBe('Brienz');
    expect(named('Brienz', terms([{ term: 'brien', match: 'anywhere' }]))).toBe('refused');
    expect(named('死神', terms([{ term: '死', match: 'word' }]))).toBe('refused');
    expect(named('spám', terms(['spam']))).toBe('spám');
  });
});
