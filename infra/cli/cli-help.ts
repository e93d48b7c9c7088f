import { type Command, Help, type Option } from 'commander';

/** A command with more options is listed without them, because the descriptions of all others stand beside the longest. */
const MAX_TERM_COLUMNS = 80;

/** Lays out the help of a command from its definition, with values in capitals and without brackets. */
export class CliHelp extends Help {
  override commandUsage(command: Command): string {
    const hasCommands = command.commands.length > 0;
    const isCommandRequired = hasCommands && command.options.length === 0;
    const parts = [
      invocationOf(command),
      argumentsOf(command),
      command.options.length > 0 && '[options]',
      hasCommands && (isCommandRequired ? 'COMMAND' : '[COMMAND]'),
    ];
    return parts.filter(Boolean).join(' ');
  }

  override optionTerm({ flags }: Option): string {
    return withoutBrackets(flags);
  }

  /** Puts shared options last. A command with sub-commands also lists the options that they share. */
  override visibleOptions(command: Command): Option[] {
    const shared =
      command.options.length > 0 ? [] : command.commands.flatMap(({ options }) => options.filter(isShared));
    const first = new Map(shared.toReversed().map((option) => [option.long, option]));
    const visible = [...super.visibleOptions(command), ...[...first.values()].reverse()];
    return [...visible.filter((option) => !isShared(option)), ...visible.filter(isShared)];
  }

  /** Keeps that order for the headings. */
  override groupItems<T extends Command | Option>(_unsorted: T[], visible: T[], headingOf: (item: T) => string) {
    return super.groupItems(visible, visible, headingOf);
  }

  override subcommandTerm(command: Command): string {
    const options = command.options
      .filter((option) => !isShared(option))
      .map(({ flags }) => `[${withoutBrackets(flags)}]`);
    const inFull = [command.name(), argumentsOf(command), ...options].filter(Boolean).join(' ');
    return inFull.length <= MAX_TERM_COLUMNS
      ? inFull
      : [command.name(), argumentsOf(command), '[options]'].filter(Boolean).join(' ');
  }
}

/** Tells whether several commands have an option. Such options have a heading of their own. */
function isShared({ helpGroupHeading }: Option): boolean {
  return helpGroupHeading !== undefined;
}

/** Returns the call of a command: the script of package.json with its name, or the file of the relay. */
export function invocationOf(command: Command): string {
  const { parent } = command;
  if (!parent) return command.name().endsWith('.mjs') ? `node ${command.name()}` : `npx ${command.name()}`;
  if (parent.parent || parent.name().endsWith('.mjs')) return `${invocationOf(parent)} ${command.name()}`;
  return command.name() === 'start' ? 'npm start --' : `npm run ${command.name()} --`;
}

/** Returns a command's arguments, optional ones in brackets. */
export function argumentsOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((argument) => (argument.required ? argument.name() : `[${argument.name()}]`))
    .join(' ');
}

export function withoutBrackets(flags: string): string {
  return flags.replace(/[<>]/g, '');
}
