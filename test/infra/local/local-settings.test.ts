import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseLocalSettings } from '../../../infra/local/local-settings.ts';

const ROOT = join(import.meta.dirname, '../../..');

it.each([
  { set: undefined, is: join(ROOT, '.local') },
  { set: '', is: join(ROOT, '.local') },
  { set: 'some/where', is: resolve('some/where') },
  { set: homedir(), is: homedir() },
])('keeps the data beside the project, or in the absolute path of what is set: $set', ({ set, is }) => {
  expect(parseLocalSettings([], { DATA_DIR: set })?.dataDirectory).toBe(is);
});

it('stops with the name of the variable when messages are to be kept in a way that is not known', () => {
  expect(() => parseLocalSettings([], { RECORD_MESSAGES: 'all' })).toThrow(
    'RECORD_MESSAGES must be none, envelope or whole',
  );
});
