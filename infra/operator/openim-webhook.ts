#!/usr/bin/env node
import { run } from './commands.ts';

const argv = process.argv.slice(2);

// `npm run audit | head` closes the pipe before the end, and `2>&1 | head` that of the notes, too. `npm start` continues without a reader.
if (argv[0] !== 'start') {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', ignoreClosed);
}

const exitCode = await run(argv, process);
// `npm start` may have set another exit code by now.
if (exitCode !== 0) process.exitCode = exitCode;

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
