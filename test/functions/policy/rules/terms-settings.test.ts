import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ruleKindOf } from '../../../../functions/policy/rule-kinds.ts';
import { terms as kind } from '../../../../functions/policy/rules/terms.ts';
import { named, terms } from '../../../support/rules.ts';

describe('an excepted term', () => {
  const cunt = [{ term: 'cunt', match: 'anywhere' }];
  const except = { terms: ['Scunthorpe'] };

  it.each([
    ['Scunthorpe', 'Scunthorpe'],
    ['FC SCUNTHORPE', 'FC SCUNTHORPE'],
    ['S.c.u.n.t.h.o.r.p.e', 'S.c.u.n.t.h.o.r.p.e'],
    ['Scunthorpes', 'refused'],
    ['Scunthorpe cunt', 'refused'],
  ])('may stand, and nothing else: %s', (name, expected) => {
    expect(named(name, terms(cunt, { except }))).toBe(expected);
  });

  it('is not masked', () => {
    expect(named('Scunthorpe cunt', terms(cunt, { except, action: 'mask' }))).toBe('Scunthorpe ****');
  });
});

describe('a list of terms', () => {
  const rule = {
    kind: 'terms',
    id: 't',
    terms: ['spam'],
    lists: ['rude', 'gone'],
    foldAccents: false,
    action: 'refuse',
  };
  const check = ruleKindOf(rule).compile(rule, new Map([['rude', { terms: ['darn'] }]]));

  it.each([
    ['spam', 'the term spam'],
    ['d4rn', 'the term darn'],
  ])('adds to the terms of a rule: %s', (name, why) => {
    expect(check(name)).toEqual({ refuse: why });
  });

  it.each([
    [{ lists: ['rude', 'a.b-c_1'] }, true],
    [{ lists: ['rude'], terms: ['x'], folds: { digits: false } }, true],
    [{}, false],
    [{ lists: [] }, false],
    [{ lists: ['a b'] }, false],
    [{ lists: ['x'.repeat(65)] }, false],
    [{ terms: ['x'], folds: { bogus: true } }, false],
    [{ terms: ['x'], except: { terms: ['...'] } }, false],
    [{ terms: ['ﷺ'.repeat(100)] }, false],
  ])('is accepted by its name: %j', (settings, isValid) => {
    expect(v.is(kind.schema, { kind: 'terms', id: 't', ...settings })).toBe(isValid);
  });
});

it('finds no more than before when folds are off', () => {
  expect(named('5h1t', terms(['shit']))).toBe('refused');
  expect(named('5h1t', terms(['shit'], { folds: { digits: false } }))).toBe('5h1t');
});
