import type { CliCommand } from '../../cli/cli-command.ts';
import type { Io } from '../../cli/io.ts';
import { defineCheck } from './check-policy.ts';
import { defineDiff } from './diff-policy.ts';
import { defineInit } from './init-policy.ts';
import { defineHistory } from './policy-history.ts';
import { defineLists } from './policy-lists.ts';
import { definePreview } from './preview-command.ts';
import { defineRemove } from './remove-policy.ts';
import { defineSet } from './set-policy.ts';
import { defineShow } from './show-policy.ts';
import { defineTest } from './test-policy.ts';
import { defineTry } from './try-policy.ts';

/** Commands of `npm run policy`, in the order of its help. */
const COMMANDS = {
  init: defineInit,
  show: defineShow,
  set: defineSet,
  remove: defineRemove,
  history: defineHistory,
  lists: defineLists,
  diff: defineDiff,
  check: defineCheck,
  test: defineTest,
  try: defineTry,
  preview: definePreview,
};

/** `npm run policy`: decides which names, pictures, roles and texts may be set, without a deployment. */
export function define(command: CliCommand, io: Io): void {
  command
    .description(
      'Changes which names, pictures, roles and texts may be set. Without --group, commands use the policy for all groups.',
    )
    .action(() => command.outputHelp());
  for (const [name, defineCommand] of Object.entries(COMMANDS)) defineCommand(command.command(name), io);
}
