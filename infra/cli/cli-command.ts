import { Command, type ErrorOptions } from 'commander';
import { CliHelp } from './cli-help.ts';
import type { Io } from './io.ts';
import { sentenceAbout } from './mistakes.ts';
import { UsageError } from './usage-error.ts';

/** Defines one command: its options, arguments, sub-commands and action. */
export type Define = (command: CliCommand, io: Io) => void;

/** Makes the root of all commands. Sub-commands inherit its output. */
export function rootCommand(name: string, { stdout, stderr }: Io): CliCommand {
  return new CliCommand(name)
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? HELP_COLUMNS,
      getOutHasColors: () => false,
    });
}

const HELP_COLUMNS = 120;

/** A word that negates a filter, such as `-outcome:allowed`. One letter is a mistyped option, such as `-h`. */
const NEGATION = /^-[^-]./su;

/** A command that reports mistakes as sentences, without the usage after them. */
export class CliCommand extends Command {
  #takesNegations = false;

  constructor(name?: string) {
    super(name);
    this.helpOption('--help', 'shows this text').helpCommand(false);
  }

  /** Reads words such as `-outcome:allowed` as arguments. */
  takeNegations(): this {
    this.#takesNegations = true;
    return this;
  }

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  override createHelp(): CliHelp {
    return Object.assign(new CliHelp(), this.configureHelp());
  }

  /** Rejects what commander allows: it reads any next word as a value, also `--json` in `--group --json`. */
  override parseOptions(args: string[]) {
    for (const [index, arg] of args.entries()) {
      const option = this.options.find(({ long, required }) => required && long === arg);
      if (option && /^-./.test(args[index + 1] ?? ''))
        this.error(`'${option.flags}'`, { code: 'commander.optionMissingArgument' });
    }
    if (!this.#takesNegations) return super.parseOptions(args);
    const parsed = super.parseOptions(args.filter((arg) => !NEGATION.test(arg)));
    parsed.operands.push(...args.filter((arg) => NEGATION.test(arg)));
    return parsed;
  }

  override error(message: string, { code = '' }: ErrorOptions = {}): never {
    throw new UsageError(sentenceAbout(this, code, message));
  }
}
