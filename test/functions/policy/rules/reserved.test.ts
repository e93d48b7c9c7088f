import { describe, expect, it } from 'vitest';
import { judge } from '../../../../functions/policy/judge.ts';
import { exemptUserIDs } from '../../../../functions/policy/rules/reserved.ts';
import { named, nickName, rule } from '../../../support/rules.ts';

const policy = nickName(rule('reserved', { names: ['Ana López', '张伟', 'Room 7'], userIDs: ['u-1'] }));

describe('a reserved name', () => {
  it.each(['Ana López', 'ana lopez', 'AnaLopez', 'Ana_Lopez', '·Ana López·', 'Аna L0рez', 'ａｎａ López', 'An4 Lop3z'])(
    'cannot be borne by another user: %s',
    (name) => {
      expect(named(name, policy)).toBe('refused');
    },
  );

  it.each(['张 伟', '張偉', '张.伟', 'room7', 'Room 7!'])('is compared in every script: %s', (name) => {
    expect(named(name, policy)).toBe('refused');
  });

  it.each(['Ana', 'Ana López Díaz', 'Dr. Ana López', '小张伟', 'Room 77', ''])(
    'is not a part of a name: %s',
    (name) => {
      expect(named(name, policy)).toBe(name);
    },
  );

  it('is named in the reason', () => {
    expect(judge({ nickName: 'anα lopez' }, policy).rules).toMatchObject([
      { why: 'the name Ana López', errCode: 5006 },
    ]);
  });
});

it('does not concern the users of a reserved name, and those of an exception', () => {
  expect(exemptUserIDs({ userIDs: ['a'], except: { userIDs: ['b'] } })).toEqual(['a', 'b']);
  expect(exemptUserIDs({ kind: 'trim' })).toEqual([]);
});
