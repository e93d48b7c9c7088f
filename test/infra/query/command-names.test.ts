import { expect, it } from 'vitest';
import { callbackSentAs, commandOf } from '../../../functions/openim/catalogue.ts';
import { knownCallback } from '../../../functions/openim/known-callback.ts';
import { COMMAND_NAMES, commandNamed, operationOf, wireNames } from '../../../infra/query/command-names.ts';

function commandsOf(name: string): readonly string[] | undefined {
  return commandNamed(name)?.commands;
}

it('gives each name one meaning: the callbacks of one operation', () => {
  const mixed = [...COMMAND_NAMES.values()].filter(({ commands }) => {
    const operations = new Set(commands.map((command) => operationOf(command).toLowerCase()));
    return operations.size !== 1;
  });

  expect(mixed).toEqual([]);
});

it('knows each callback by its wire name, by the name of tables, and by a short name for its timing', () => {
  for (const wireName of wireNames()) {
    const callback = callbackSentAs(wireName);
    const command = callback ? commandOf(callback) : wireName;
    const timing = knownCallback(wireName)?.timing ?? 'none';
    const shortNames = [...COMMAND_NAMES.values()].filter(
      ({ name, kind, commands }) => kind === 'short' && name.startsWith(timing) && commands.includes(command),
    );

    expect(commandsOf(wireName)).toEqual([command]);
    expect(commandsOf(wireName.toUpperCase())).toEqual([command]);
    expect(commandsOf(wireName.replace(/^callback|Command$/g, ''))).toContain(command);
    expect(shortNames, wireName).not.toEqual([]);
  }
});

it.each([
  { name: 'kick', commands: ['callbackAfterKickGroupCommand', 'callbackKillGroupCommand'] },
  { name: 'join', commands: ['callbackAfterJoinGroupCommand', 'callbackBeforeJoinGroupCommand'] },
  { name: 'afterJoin', commands: ['callbackAfterJoinGroupCommand'] },
  { name: 'dismiss', commands: ['callbackAfterDisMissGroupCommand'] },
  {
    name: 'memberInfo',
    commands: ['callbackAfterSetGroupMemberInfoCommand', 'callbackBeforeSetGroupMemberInfoCommand'],
  },
  { name: 'callbackDisMissGroupCommand', commands: ['callbackAfterDisMissGroupCommand'] },
  { name: 'quit', commands: ['callbackAfterQuitGroupCommand', 'callbackQuitGroupCommand'] },
])('calls $commands $name', ({ name, commands }) => {
  expect(commandsOf(name)).toEqual(commands);
});

it('takes no other word for a command', () => {
  expect(['spam', 'group', 'callback', 'Command', ''].map(commandNamed)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
