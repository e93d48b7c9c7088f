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

it.each([
  { set: undefined, port: 10_008 },
  { set: '', port: 10_008 },
  { set: '4000', port: 4_000 },
  { set: '0', port: undefined },
  { set: 'off', port: undefined },
])('has a console on port $port with CONSOLE_PORT=$set', ({ set, port }) => {
  expect(parseLocalSettings([], { CONSOLE_PORT: set })?.consolePort).toBe(port);
});

it.each(['on', '-1', '65536'])('stops when CONSOLE_PORT is %s', (set) => {
  expect(() => parseLocalSettings([], { CONSOLE_PORT: set })).toThrow(
    'CONSOLE_PORT must be a port number from 0 to 65535, or off',
  );
});
