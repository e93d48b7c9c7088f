import { expect, it } from 'vitest';
import { KNOWN_VERSIONS } from '../../../infra/openim/configuration.ts';
import { wantedSwitches, wantedSwitchesOf } from '../../../infra/openim/wanted-switches.ts';

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
    gapClosers: [
      'afterSetGroupInfo',
      'afterCreateGroup',
      'afterQuitGroup',
      'afterKickGroupMember',
      'afterTransferGroupOwner',
    ],
  },
  {
    section: 'callback',
    own: ['joinGroupAfter', 'dismissGroup', 'beforeSetGroupMemberInfo', 'beforeMemberJoinGroup'],
    gapClosers: ['setGroupInfoAfter', 'afterCreateGroup', 'quitGroup', 'killGroupMember', 'transferGroupOwner'],
  },
])('are those of the callbacks, and of those that close gaps, in section $section', ({ section, own, gapClosers }) => {
  expect(wantedSwitches(section, false)).toEqual(expect.arrayContaining([...own, ...gapClosers]));
  expect(wantedSwitches(section, true)).toEqual(expect.arrayContaining(own));
  for (const name of gapClosers) expect(wantedSwitches(section, true)).not.toContain(name);
});

it.each(KNOWN_VERSIONS)('tell of $version who is in a group', ({ version, layout }) => {
  const isOld = layout.section === 'callback';
  const telling = isOld
    ? ['afterCreateGroup', 'joinGroupAfter', 'quitGroup', 'killGroupMember', 'transferGroupOwner', 'dismissGroup']
    : [
        ...['afterCreateGroup', 'afterJoinGroup', 'afterQuitGroup', 'afterKickGroupMember', 'afterTransferGroupOwner'],
        'afterDismissGroup',
      ];

  expect(wantedSwitchesOf(version)).toEqual(expect.arrayContaining([...telling, 'beforeMemberJoinGroup']));
});
