import { expect, it } from 'vitest';
import { wantedSwitches } from '../../../infra/openim/wanted-switches.ts';

it.each([
  {
    section: null,
    own: [
      'afterJoinGroup',
      'afterDismissGroup',
      'afterSetGroupInfoEx',
      'beforeSetGroupMemberInfo',
      'beforeMemberJoinGroup',
    ],
    gapClosers: ['afterSetGroupInfo'],
  },
  {
    section: 'callback',
    own: ['joinGroupAfter', 'dismissGroup', 'beforeSetGroupMemberInfo', 'beforeMemberJoinGroup'],
    gapClosers: ['setGroupInfoAfter'],
  },
])('are those of the callbacks, and of one that closes a gap, in section $section', ({ section, own, gapClosers }) => {
  expect(wantedSwitches(section, false)).toEqual(expect.arrayContaining([...own, ...gapClosers]));
  expect(wantedSwitches(section, true)).toEqual(expect.arrayContaining(own));
  for (const name of gapClosers) expect(wantedSwitches(section, true)).not.toContain(name);
});
