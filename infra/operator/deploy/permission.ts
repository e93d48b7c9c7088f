import { ask, isInteractive } from '../../cli/ask.ts';
import { counted } from '../../cli/counted.ts';
import type { Io } from '../../cli/io.ts';
import { UsageError } from '../../cli/usage-error.ts';
import type { PlannedChange } from './change-set.ts';
import { lossesIn } from './losses.ts';

/** Permissions that skip questions. */
export interface Permissions {
  readonly yes: boolean;
  readonly allowLoss: boolean;
}

interface Question extends Permissions {
  /** The word that a person types to allow a loss. */
  readonly word: string;
  /** Empty tables would be used instead of those of the stack, or of an earlier stack. */
  readonly beginsEmpty?: boolean;
}

/**
 * Asks whether changes may be made. A loss needs the name of the environment, or `--allow-loss`; `--yes` is not enough. Empty tables instead
 * of earlier ones are a loss, because an empty policy allows everything.
 *
 * @throws {UsageError} without a terminal for an answer
 */
export async function isPermitted(
  io: Io,
  changes: readonly PlannedChange[],
  { word, yes, allowLoss, beginsEmpty = false }: Question,
  signal: AbortSignal,
): Promise<boolean> {
  if (allowLoss) return true;
  const losses = lossesIn(changes);
  if (losses.length > 0 || beginsEmpty) {
    if (!isInteractive(io) && losses.length === 0)
      throw new UsageError(
        'Empty tables would be used instead of those with items, and there is no terminal for a question. Nothing was changed. Set auditTable and policyTable, or add --allow-loss to begin with empty tables.',
      );
    if (!isInteractive(io))
      throw new UsageError(
        `${counted(losses.length, 'resource')} with state or an address would be replaced or removed, and there is no terminal for a question. Nothing was changed. Add --allow-loss to permit that.`,
      );
    return (await ask(io, `Type ${word} to go on, anything else to stop: `, signal)) === word;
  }
  if (yes) return true;
  if (!isInteractive(io))
    throw new UsageError(
      'Nothing was changed, because no terminal can answer a question. Add --yes to deploy without a question.',
    );
  return /^y(es)?$/i.test(await ask(io, 'Deploy this? [y/N] ', signal));
}
