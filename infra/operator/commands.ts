import type { CliCommand, Define } from '../cli/cli-command.ts';
import { rootCommand } from '../cli/cli-command.ts';
import { type Io, writeLine } from '../cli/io.ts';
import { runCalled } from '../cli/run-called.ts';
import { exitCodeOf } from '../cli/usage-error.ts';

interface CommandFile {
  readonly name: string;
  readonly summary: string;
  /** Loads the command's file, only when the command is called. */
  readonly load: () => Promise<{ readonly define: Define }>;
}

/** All commands: a file each, and a line here. CONTRIBUTING.md says how to add one. */
export const COMMANDS: readonly CommandFile[] = [
  {
    name: 'start',
    summary: "Receives OpenIM's callbacks on this machine.",
    load: () => import('../local/start-command.ts'),
  },
  {
    name: 'relay',
    summary: 'Keeps callbacks beside OpenIM until delivered.',
    load: () => import('./relay-command.ts'),
  },
  { name: 'audit', summary: 'Shows recorded callbacks.', load: () => import('./audit/audit.ts') },
  {
    name: 'console',
    summary: 'Shows records and policies in a browser.',
    load: () => import('./console/console-command.ts'),
  },
  {
    name: 'policy',
    summary: 'Changes which names, pictures, roles and texts may be set.',
    load: () => import('./policy/policy.ts'),
  },
  { name: 'webhooks', summary: 'Makes OpenIM call the receiver.', load: () => import('./webhooks/webhooks.ts') },
  { name: 'doctor', summary: 'Finds out why a callback does not arrive.', load: () => import('./doctor/doctor.ts') },
  {
    name: 'deploy',
    summary: 'Deploys on AWS, and asks before anything is lost.',
    load: () => import('./deploy/deploy-command.ts'),
  },
  { name: 'token', summary: 'Makes a token, or checks one.', load: () => import('./token.ts') },
  { name: 'cost', summary: 'Estimates what the stack costs on AWS.', load: () => import('../cost/cost-command.ts') },
  { name: 'completion', summary: 'Prints a script for a shell that completes commands.', load: loadCompletion },
];

/** The script of a shell has the words of all commands. */
async function loadCompletion(): Promise<{ readonly define: Define }> {
  const { defineCompletion } = await import('./completion-command.ts');
  return { define: (command, io) => defineCompletion(command, io, () => fullTree(io)) };
}

/**
 * Runs a command and returns its exit code: 2 after a person's mistake, which one sentence on `stderr` explains.
 *
 * @param argv the words after the program's name
 * @throws anything that is not a person's mistake
 */
export function run(argv: readonly string[], io: Io): Promise<number> {
  return exitCodeOf(
    async () => {
      const root = await commandTree(argv[0], io);
      await runCalled(root, argv, io);
    },
    (sentence) => writeLine(io.stderr, sentence),
  );
}

/** Defines the called command in full, and only the names of the others. */
async function commandTree(called: string | undefined, io: Io): Promise<CliCommand> {
  const root = rootCommand('openim-webhook', io).description(
    "Receives OpenIM's callbacks, records them, and judges them by a policy.",
  );
  root.action(() => root.outputHelp());
  for (const { name, summary, load } of COMMANDS) {
    const command = root.command(name).summary(summary);
    if (name === called) (await load()).define(command, io);
  }
  return root;
}

async function fullTree(io: Io): Promise<CliCommand> {
  const root = rootCommand('openim-webhook', io);
  for (const { name, load } of COMMANDS) (await load()).define(root.command(name), io);
  return root;
}
