import type { Command } from 'commander';
import { argumentsOf, invocationOf, withoutBrackets } from './cli-help.ts';

/**
 * Returns two short sentences about a mistake: what is wrong, then what to do.
 *
 * @param code one of commander's own
 * @param message commander's own words, which quote the option
 */
export function sentenceAbout(command: Command, code: string, message: string): string {
  const [, quoted = ''] = /'(.*)'/.exec(message) ?? [];
  switch (code) {
    case 'commander.unknownOption':
      return unknownOption(command, quoted, /Did you mean (--[\w-]+)/.exec(message)?.[1]);
    case 'commander.optionMissingArgument': {
      const [flag, value] = withoutBrackets(quoted).split(' ');
      return `${flag} needs a value. Use ${flag} ${value}, or ${flag}=${value} for a value that starts with a hyphen.`;
    }
    case 'commander.excessArguments':
      if (command.commands.length > 0) return unknownCommand(command);
      return command.registeredArguments.length > 0 ? wrongArguments(command) : unexpectedArgument(command);
    case 'commander.missingArgument':
      return wrongArguments(command);
    default:
      return `${message.replace(/^error: /, '').replace(/\.$/, '')}. See --help.`;
  }
}

function unknownOption(command: Command, flag: string, similar: string | undefined): string {
  const { commands, options, parent } = command;
  if (commands.length > 0 && options.length === 0) return missingCommand(command);
  const isOfSibling = parent?.commands.some((sibling) => hasOption(sibling, flag));
  if (isOfSibling) return `${command.name()} does not take ${flag}. See --help.`;
  return `Unknown option ${flag}. ${similar === undefined ? 'See --help.' : `Use ${similar}, or see --help.`}`;
}

function hasOption({ options }: Command, flag: string): boolean {
  return options.some(({ long }) => long === flag);
}

function missingCommand(command: Command): string {
  const late = command.commands.find((known) => command.args.includes(known.name()));
  return late
    ? `The command ${late.name()} must come before its options. Use: ${invocationOf(late)} …`
    : `The command is missing. Use one of ${namesOf(command)}.`;
}

function unknownCommand(command: Command): string {
  const use = command.options.length > 0 ? `options, or one of ${namesOf(command)}` : `one of ${namesOf(command)}`;
  return `Unknown command ${command.args[0]}. Use ${use}.`;
}

function namesOf({ commands }: Command): string {
  return commands.map((command) => command.name()).join(', ');
}

function unexpectedArgument({ args: [first = ''] }: Command): string {
  return `The argument ${first} is not expected. Leave it out, or see --help.`;
}

function wrongArguments(command: Command): string {
  const use = [invocationOf(command), argumentsOf(command)].join(' ').trim();
  return `Wrong number of arguments. Use: ${use}`;
}
