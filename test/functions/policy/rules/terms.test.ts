import { describe, expect, it } from 'vitest';
import { judgeMember } from '../../../support/policy.ts';
import { terms } from '../../../support/rules.ts';

describe('finds a forbidden term', () => {
  const policy = terms(['spam', 'Bad Word', 'σπαμ', 'ПЛОХО', { term: '垃圾', match: 'word' }, 'แย่', 'naïve']);

  it.each([
    ['관리자', '관리자'.normalize('NFD')],
    ['バカ', 'ﾊﾞｶ'],
    ['hold', 'hołd'],
    ['admin', 'ađmin'],
  ])('%s in another composition of its letters: %s', (term, name) => {
    expect(judgeMember({ nickName: name }, terms([term])).verdict).toBe('refuse');
  });

  it.each([
    ['as written', 'spam'],
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

    ['with overlays', 's\u0338p\u0338a\u0338m\u0338'],
    ['with dots between letters', 's.p.a.m'],
    ['with any marks between some letters', 'sp*am'],
    ['with a space between all letters', 's p a m'],
    ['with emoji between letters', 's🙂p🙂a🙂m'],
    ['beside punctuation', '¡spam!'],
    ['as one of several words', 'I like spam a lot'],
    ['beside another script', '我spam你'],
    ['of two words', 'bad   word'],
    ['of two words, without the space', 'badword'],
    ['of two words, with another mark', 'bad_word'],
    ['in Greek capitals', 'ΣΠΑΜ'],
    ['in small Cyrillic letters', 'плохо'],
    ['in Thai, which has no spaces between words', 'นี่แย่มาก'],
    ['with its accent decomposed', 'nai\u0308ve'],
    ['behind invisible letters', 'sp\u3164am\u17b4'],
    ['with strokes', 'spȺm'.replace('Ⱥ', 'a\u0335')],
    ['in small capitals', 'sᴘᴀᴍ'],
    ['with hooks', 'sƤam'],
    ['on discs', '🅢🅟🅐🅜'],
    ['on squares', '🆂🅿🅰🅼'],
  ])('%s: %s', (_how, name) => {
    expect(judgeMember({ nickName: name }, policy).verdict).toBe('refuse');
  });

  it.each([
    ['anywhere in a script without spaces', ['坏人'], '他是坏人吗'],
    ['anywhere with match anywhere', [{ term: 'spam', match: 'anywhere' }], 'xspamx'],
    ['without accents with foldAccents', ['spam'], 'spämmed spám', { foldAccents: true }],
    ['with capital I for l', ['kill'], 'kiII'],
    ['with 1 for l, or 0 for o', ['lol'], '1O1'],
    ['with 1 for l, or 0 for o', ['lol'], 'l0l'],
    ['with digits of its own', ['101'], 'Room 101'],
  ] as [string, unknown[], string, object?][])('%s: %s', (_how, list, name, settings = {}) => {
    expect(judgeMember({ nickName: name }, terms([...list], settings)).verdict).toBe('refuse');
  });
});
