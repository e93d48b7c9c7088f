import { type Command, Option } from 'commander';
import * as v from 'valibot';
import { UsageError } from './usage-error.ts';

/** Words of the help about an option. */
interface OptionHelp {
  readonly description: string;
  /** Name of the value, in capitals; none for a switch. */
  readonly value?: string;
  /** It can be given several times. Its value is a list. */
  readonly isRepeated?: boolean;
  /** Heading in the help, for options that several commands share. */
  readonly heading?: string;
}

/** Options of a command by their names in camel case, each with its words in the help. */
type OptionsSchema = v.ObjectSchema<Record<string, v.GenericSchema<unknown>>, undefined>;

/** Adds the words of the help to the schema of an option. */
export function option<const Schema extends v.GenericSchema<unknown>>(schema: Schema, help: OptionHelp) {
  return v.pipe(schema, v.metadata({ help }));
}

/** A switch, off unless it is given. */
export function flag(description: string) {
  return option(v.optional(v.boolean(), false), { description });
}

/** Adds a schema's options to a command. */
export function addOptions(command: Command, { entries }: OptionsSchema): void {
  for (const [key, schema] of Object.entries(entries)) {
    const { description, value, heading, isRepeated } = v.getMetadata(schema).help as OptionHelp;
    const added = new Option(value === undefined ? flagOf(key) : `${flagOf(key)} <${value}>`, description);
    if (isRepeated) added.argParser((each: string, before: string[] = []) => [...before, each]);
    command.addOption(heading === undefined ? added : added.helpGroup(heading));
  }
}

/**
 * Returns a command's options, checked. Those before a sub-command count for it, too.
 *
 * @throws {UsageError} with a sentence for each wrong value
 */
export function readOptions<const Schema extends OptionsSchema>(
  command: Command,
  schema: Schema,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, command.optsWithGlobals());
  if (result.success) return result.output;
  const sentences = result.issues.map((issue) => {
    const key = String(issue.path?.[0]?.key);
    return `${flagOf(key)} ${issue.message.replace(/\.$/, '')}.`;
  });
  throw new UsageError(sentences.join(' '));
}

function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
