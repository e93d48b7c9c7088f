import { describe, expect, it } from 'vitest';
import { successorOf } from '../../../../infra/openim/keys-by-version.ts';
import { wantedSwitchesOf } from '../../../../infra/openim/wanted-switches.ts';
import type { Check } from '../../../../infra/operator/doctor/check.ts';
import { checkConfigurationText } from '../../../../infra/operator/doctor/configuration-text-checks.ts';
import { fixedText } from '../../../../infra/operator/doctor/fix-file.ts';
import { editWebhooks } from '../../../../infra/operator/webhooks/webhooks-edit.ts';
import { composeLines } from '../../../../infra/operator/webhooks/webhooks-output.ts';
import { openimFile, versions } from '../../../support/openim-file.ts';

const ADDRESS = 'http://openim:t@192.0.2.1:10006/callbackExample';

/** The file of a version with everything on that the receiver wants. */
function rightFile(version: string): string {
  const layout = versions.find((known) => known.version === version)?.layout;
  if (!layout) throw new TypeError(`${version} is not known`);
  return openimFile(layout, { url: ADDRESS, on: wantedSwitchesOf(version) });
}

function failures(text: string, server?: string): string[] {
  return named(checkConfigurationText(text, server).checks, 'fail').map(({ name, says }) => `${name}: ${says}`);
}

function named(checks: readonly Check[], status: Check['status']): Check[] {
  return checks.filter((check) => check.status === status);
}

describe.each(versions)('a right file of $version', ({ version }) => {
  it('has no mistake, whether the version is named or guessed', () => {
    const text = rightFile(version);

    expect(failures(text)).toEqual([]);
    expect(failures(text, version)).toEqual([]);
    expect(checkConfigurationText(text, undefined).address).toBe(ADDRESS);
  });

  it('is recognised by its keys', () => {
    const says =
      checkConfigurationText(rightFile(version), undefined).checks.find(({ name }) => name === 'version')?.says ?? '';
    const layout = versions.find((known) => known.version === version)?.layout;
    const same = versions.filter((known) => known.layout === layout).map((known) => known.version);
    const [first, last] = [same[0] as string, same.at(-1) as string];

    // Versions whose files have the same keys and settings cannot be told apart.
    expect(['v3.5.1', 'v3.6.0'].includes(version) ? says.includes('v3.5.1 to v3.6.0') : says.includes(first)).toBe(
      true,
    );
    expect(says).toContain(['v3.5.1', 'v3.6.0'].includes(version) ? 'v3.6.0' : last);
  });
});

const OLD = 'v3.5.1';
const CURRENT = 'v3.7.0';
const NEW = 'v3.8.3';

const MISTAKES: readonly {
  about: string;
  version: string;
  change: (text: string) => string;
  says: RegExp;
  isFixed?: false;
}[] = [
  {
    about: 'a tab',
    version: NEW,
    change: (text) => text.replace(/^ {2}enable/m, '\tenable'),
    says: /^YAML: line \d+ is indented with a tab/,
  },
  {
    about: 'a key that is there twice',
    version: NEW,
    change: (text) => `${text}afterJoinGroup:\n  enable: false\n  timeout: 5\n`,
    says: /^keys: line \d+: afterJoinGroup is there twice, first on line \d+$/,
  },
  {
    about: 'a key that is there twice in other letters',
    version: CURRENT,
    change: (text) => `${text}AFTERJOINGROUP:\n  enable: false\n  timeout: 5\n`,
    says: /^keys: line \d+: AFTERJOINGROUP is there twice/,
  },
  {
    about: 'a misspelt switch',
    version: CURRENT,
    change: (text) => text.replace(/^afterDismissGroup:/m, 'afterDissmissGroup:'),
    says: /^keys: line \d+: afterDissmissGroup is misspelt/,
  },
  {
    about: 'a misspelt setting',
    version: NEW,
    change: (text) => text.replace(/^(afterJoinGroup:\n {2})enable/m, '$1enabled'),
    says: /^keys: line \d+: afterJoinGroup\.enabled is misspelt/,
  },
  {
    about: 'a misspelt switch of an old section',
    version: OLD,
    change: (text) => text.replace(/^ {2}dismissGroup:/m, '  dismisGroup:'),
    says: /^keys: line \d+: dismisGroup is misspelt/,
  },
  {
    about: 'a switch of an old section in other letters',
    version: OLD,
    change: (text) => text.replace(/^ {2}dismissGroup:/m, '  DismissGroup:'),
    says: /^keys: line \d+: DismissGroup must be written dismissGroup/,
  },
  {
    about: 'a switch inside another',
    version: NEW,
    change: (text) =>
      text.replace(/^afterJoinGroup:\n.*\n.*\n/m, '  afterJoinGroup:\n    enable: true\n    timeout: 5\n'),
    says: /^nesting: line \d+: afterJoinGroup is inside \w+, where it has no effect$/,
  },
  {
    about: 'switches below a section that is read no longer',
    version: NEW,
    change: (text) => `callback:\n${text.replace(/^(?=.)/gm, '  ')}`,
    says: /^nesting: the switches are below callback:, where OpenIM v3\.8\.2 to v3\.8\.3-patch\.16 does not read them$/,
    isFixed: false,
  },
  {
    about: 'a setting at the left edge',
    version: NEW,
    change: (text) => `${text}enable: true\n`,
    says: /^nesting: line \d+: enable belongs to no switch$/,
    isFixed: false,
  },
  {
    about: 'a switch of an older server that is on',
    version: NEW,
    change: (text) => `${text}joinGroupAfter:\n  enable: true\n  timeout: 5\n`,
    says: /^keys: line \d+: joinGroupAfter is not read by OpenIM .*, but by v3\.5\.1 to v3\.6\.0$/,
    isFixed: false,
  },
  {
    about: 'a key without settings',
    version: NEW,
    change: (text) => text.replace(/^afterJoinGroup:\n.*\n.*\n/m, 'afterJoinGroup: true\n'),
    says: /^keys: line \d+: afterJoinGroup has no settings of its own$/,
    isFixed: false,
  },
  {
    about: 'a callback that is off',
    version: CURRENT,
    change: (text) => text.replace(/^(afterJoinGroup:\n {2}enable: +)true/m, '$1false'),
    says: /^switches: afterJoinGroup: off, so OpenIM does not send them$/,
  },
  {
    about: 'a truth value of another language',
    version: NEW,
    change: (text) => text.replace(/^(afterJoinGroup:\n {2}enable: +)true/m, '$1yes'),
    says: /^switches: line \d+: afterJoinGroup\.enable is neither true nor false$/,
  },
  {
    about: 'a time limit that is too short',
    version: OLD,
    change: (text) => text.replace(/^( {2}dismissGroup:\n.*\n {4}timeout: )\d+/m, '$11'),
    says: /^time limits: line \d+: dismissGroup\.timeout is 1 s, and the receiver may take 3\.5 s$/,
  },
  {
    about: "OpenIM's own address of v3.7",
    version: CURRENT,
    change: (text) => text.replace(ADDRESS, 'webhook://127.0.0.1:10008/callbackExample'),
    says: /^url: webhook:\/\/127\.0\.0\.1:10008\/callbackExample is not an HTTP address$/,
  },
  {
    about: 'no address',
    version: OLD,
    change: (text) => text.replace(ADDRESS, ''),
    says: /^url: is missing or empty, so OpenIM calls nothing$/,
  },
  {
    about: 'an address that ends in a slash',
    version: NEW,
    change: (text) => text.replace(ADDRESS, `${ADDRESS}/`),
    says: /^url: http:\/\/openim:\*\*\*@192\.0\.2\.1:10006\/callbackExample\/ must not end in "\/"/,
  },
];

describe.each(MISTAKES)('$about in a file of $version', ({ version, change, says, isFixed = true }) => {
  const wrong = change(rightFile(version));

  it('is named with its line', () => {
    expect(wrong).not.toBe(rightFile(version));
    expect(failures(wrong)).toContainEqual(expect.stringMatching(says));
    expect(
      checkConfigurationText(wrong, version).checks.filter(({ status, todo }) => status === 'fail' && !todo),
    ).toEqual([]);
  });

  it.runIf(isFixed)('is not in the corrected copy', () => {
    const fixed = fixedText(wrong, 'webhooks.yml', version, ADDRESS);

    expect(failures(fixed, version)).toEqual([]);
    expect(checkConfigurationText(fixed, version).address).toBe(ADDRESS);
  });
});

it('has no mistake in what the command for switches makes of a file of any version', () => {
  for (const { version, layout } of versions) {
    const { text } = editWebhooks(openimFile(layout, { url: '' }), 'webhooks.yml', ADDRESS, false);

    expect(failures(text, version)).toEqual([]);
  }
});

it.each([
  { old: 'joinGroupAfter', version: 'v3.8.3', now: 'afterJoinGroup' },
  { old: 'setGroupInfoBefore', version: 'v3.7.0', now: 'beforeSetGroupInfo' },
  { old: 'afterJoinGroup', version: 'v3.5.1', now: 'joinGroupAfter' },
])('names $now as what $version reads instead of $old', ({ old, version, now }) => {
  expect(successorOf(old, version)).toBe(now);
});

describe('a warning', () => {
  const warnings = (text: string, server: string) =>
    named(checkConfigurationText(text, server).checks, 'warn').map(({ name, says }) => `${name}: ${says}`);
  const turnedOn = (version: string, key: string) =>
    rightFile(version).replace(new RegExp(`^( *${key}:\\n *enable: +)false`, 'm'), '$1true');

  it.each([
    { version: 'v3.8.3', key: 'afterUserKickOff' },
    { version: 'v3.8.3', key: 'afterGroupMsgRevoke' },
    { version: 'v3.8.0', key: 'afterUserOnline' },
    { version: 'v3.8.1', key: 'afterUserOffline' },
    { version: 'v3.8.0', key: 'beforeAddBlack' },
    { version: 'v3.7.0', key: 'afterRemoveBlack' },
    { version: 'v3.5.1', key: 'singleMsgRead' },
    { version: 'v3.8.3-patch.16', key: 'afterJoinGroup' },
  ])('names $key, which is on and never sent by $version', ({ version, key }) => {
    expect(warnings(turnedOn(version, key), version)).toContainEqual(
      expect.stringMatching(`^never sent: line \\d+: ${key} is on, and OpenIM ${version} never sends its callback$`),
    );
  });

  it.each([
    { version: 'v3.8.2', key: 'afterUserOnline' },
    { version: 'v3.8.1', key: 'beforeAddBlack' },
    { version: 'v3.8.3', key: 'afterJoinGroup' },
  ])('does not name $key, which $version sends', ({ version, key }) => {
    expect(warnings(turnedOn(version, key), version).filter((line) => line.startsWith('never sent'))).toEqual([]);
  });

  it('names failedContinue where no server reads it, and not where one does', () => {
    const isNamed = (version: string) =>
      warnings(rightFile(version), version).some((line) => /^failedContinue: .*beforeCreateGroup.* is true/.test(line));

    expect([isNamed('v3.5.1'), isNamed('v3.7.0'), isNamed('main')]).toEqual([false, true, true]);
  });
});

describe('variables', () => {
  const right = `services:\n  openim-server:\n    environment:\n${composeLines(ADDRESS, false)}`;

  it('are read from a compose file as the command prints them', () => {
    expect(failures(right)).toEqual([]);
    expect(checkConfigurationText(right, undefined).address).toBe(ADDRESS);
  });

  it.each([
    {
      about: 'a name in small letters',
      change: (text: string) => text.replace('WEBHOOKS_AFTERJOINGROUP_ENABLE', 'WEBHOOKS_afterJoinGroup_enable'),
      says: /^keys: line \d+: IMENV_WEBHOOKS_afterJoinGroup_enable is not read$/,
    },
    {
      about: 'another prefix',
      change: (text: string) => text.replace('IMENV_WEBHOOKS_URL', 'IMENV_WEBHOOK_URL'),
      says: /^keys: line \d+: IMENV_WEBHOOK_URL is not read$/,
    },
    {
      about: 'a misspelt switch',
      change: (text: string) => text.replaceAll('AFTERJOINGROUP', 'AFTERJOINGROUPS'),
      says: /^keys: line \d+: AFTERJOINGROUPS is misspelt/,
    },
    {
      about: 'a callback that is off',
      change: (text: string) => text.replace('AFTERJOINGROUP_ENABLE=true', 'AFTERJOINGROUP_ENABLE=false'),
      says: /^switches: afterJoinGroup: off/,
    },
  ])('with $about are named', ({ change, says }) => {
    expect(failures(change(right))).toContainEqual(expect.stringMatching(says));
  });

  it('leave an address that comes from another variable to --address', () => {
    const { checks, address } = checkConfigurationText(right.replace(ADDRESS, '$RECEIVER'), undefined);

    expect(address).toBeUndefined();
    expect(checks.find(({ name }) => name === 'url')?.status).toBe('warn');
  });

  it('are read from lines of other forms', () => {
    const lines = [
      '# - IMENV_WEBHOOKS_URL=http://192.0.2.9:10006/old',
      'export IMENV_WEBHOOKS_URL="http://192.0.2.1:10006/x"',
      '  IMENV_WEBHOOKS_AFTERDISMISSGROUP_ENABLE: true # for moderators',
      '  IMENV_WEBHOOKS_AFTERJOINGROUP_ENABLE: "true"',
      "- 'IMENV_WEBHOOKS_AFTERJOINGROUP_TIMEOUT=2'",
    ];

    expect(checkConfigurationText(lines.join('\r\n'), undefined).address).toBe('http://192.0.2.1:10006/x');
    expect(failures(lines.join('\n'))).toContainEqual(expect.stringMatching(/^time limits: line 5: afterJoinGroup/));
    expect(failures(lines.join('\n')).join()).not.toContain('afterDismissGroup');
  });
});
