import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { switches } from '../../../functions/openim/switches.ts';
import { KNOWN_VERSIONS } from '../../../infra/openim/configuration.ts';

const callbacks = JSON.parse(readFileSync(join(import.meta.dirname, '../../../infra/openim/callbacks.json'), 'utf8'));

/** OpenIM v3.5 and v3.6 read these keys; their own file has them without "callback". */
const NOT_IN_ITS_OWN_FILE = ['callbackBeforeSetFriendRemark', 'callbackAfterSetFriendRemark'];

it('is of the same commits as the callbacks', () => {
  const commits = KNOWN_VERSIONS.map(({ version, layout }) => [version, { commit: layout.versions[version] }]);
  expect(callbacks.versions).toMatchObject(Object.fromEntries(commits));
  expect(commits).toHaveLength(Object.keys(callbacks.versions).length);
});

it.each(KNOWN_VERSIONS)('has every switch that turns on a callback of $version', ({ version, layout }) => {
  const order = KNOWN_VERSIONS.map((known) => known.version);
  const at = order.indexOf(version);
  const keys = Object.values(switches)
    .flat()
    .filter(({ from, to }) => order.indexOf(from) <= at && at <= order.indexOf(to))
    .map(({ key }) => key)
    .filter((key) => !NOT_IN_ITS_OWN_FILE.includes(key));

  expect(keys.length).toBeGreaterThan(40);
  expect(Object.keys(layout.switches)).toEqual(expect.arrayContaining(keys));
});
