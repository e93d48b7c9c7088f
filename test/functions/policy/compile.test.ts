import { expect, it } from 'vitest';
import { compiledAt } from '../../../functions/policy/compile.ts';
import { combined, type LoadedPolicy } from '../../../functions/policy/policy.ts';
import { documentOf } from '../../support/policy.ts';

const loaded = (document: object): LoadedPolicy => ({ document: documentOf(document), lists: new Map() });
const all = loaded({ nickName: [{ kind: 'trim', id: 'trim', except: { at: ['profile'] } }] });

function rulesOf(group: LoadedPolicy | undefined, door: 'member' | 'profile' = 'member') {
  return compiledAt(combined(all, group), door)({ section: 'nickName' });
}

it('holds the rules for all groups once, because thousands of groups are judged', () => {
  const own = loaded({ nickName: [{ kind: 'collapse-spaces', id: 'spaces' }] });
  const [trim] = rulesOf(undefined);

  expect(rulesOf(undefined)).toBe(rulesOf(undefined));
  expect(rulesOf(own).map(({ rule }) => rule.id)).toEqual(['trim', 'spaces']);
  expect(rulesOf(own)[0]).toBe(trim);
});

it("does not mix rules of different doors, or of groups' modes", () => {
  const modes = [loaded({ mode: 'monitor' }), undefined, loaded({ mode: 'enforce' })];

  expect(rulesOf(undefined, 'profile')).toEqual([]);
  expect(modes.map((group) => rulesOf(group).map(({ isMonitored }) => isMonitored))).toEqual([
    [true],
    [false],
    [false],
  ]);
  expect(rulesOf(undefined, 'profile')).toEqual([]);
});
