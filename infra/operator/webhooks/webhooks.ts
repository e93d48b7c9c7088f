import { isUtf8 } from 'node:buffer';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { endWhenNobodyReads, print, runCommand, UsageError } from '../../cli/command.ts';
import { isLoopback } from './webhooks-address.ts';
import { parseWebhooksArguments, WEBHOOKS_USAGE, type WebhooksArguments } from './webhooks-arguments.ts';
import { editWebhooks } from './webhooks-edit.ts';
import { notesOn } from './webhooks-notes.ts';
import { changesText, composeLines, newFile } from './webhooks-output.ts';

const RESTART = 'Restart OpenIM, because it reads its configuration only at start.';

const COMPOSE_HELP = `Put these lines under environment: of openim-server in OpenIM's docker-compose.yml. In .env they have no effect.
Run docker compose up -d there. From then on the variables override config/webhooks.yml.`;

const LOOPBACK_HELP =
  'In a container a loopback address is the container itself. Use an address at which the container reaches this machine.';

/** `npm run webhooks`: makes OpenIM call the receiver. */
await runCommand(async () => {
  endWhenNobodyReads();
  const request = parseWebhooksArguments(process.argv.slice(2), process.env);
  if (request === undefined) return print(WEBHOOKS_USAGE);
  if (request.mode === 'file') return edit(request);
  if (request.mode === 'new') {
    process.stdout.write(newFile(request.layout, request.address, request.ownOnly));
    return console.error(`Save it as OpenIM's config/webhooks.yml. ${RESTART}`);
  }
  process.stdout.write(composeLines(request.address, request.ownOnly));
  console.error(COMPOSE_HELP);
  if (isLoopback(request.address)) console.error(LOOPBACK_HELP);
});

async function edit({ file, address, ownOnly, write }: Extract<WebhooksArguments, { mode: 'file' }>): Promise<void> {
  const isPipe = file === '-';
  const say = isPipe ? (text: string) => console.error(text) : print;
  const before = await readText(file);
  const title = isPipe ? 'The file' : file;
  const edited = editWebhooks(before, title, address, ownOnly);
  if (isPipe) process.stdout.write(edited.text);
  if (edited.changes.length === 0)
    return say(`${title} needs no change. If OpenIM has not read it yet, restart OpenIM.`);
  if (write) await replace(file, edited.text);
  say(`${title} ${write || isPipe ? 'was changed' : 'would change'}:\n\n${changesText(edited.changes)}`);
  for (const note of notesOn(edited)) say(note);
  if (write) say(`The old file is ${file}.bak. ${RESTART}`);
  else if (!isPipe) say('Nothing is written yet. Add --write to change it.');
}

async function readText(file: string): Promise<string> {
  const bytes = await (file === '-' ? buffer(process.stdin) : readFile(file)).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new UsageError(`${file} can't be read: ${why}. Use OpenIM's config/webhooks.yml.`);
  });
  if (!isUtf8(bytes)) throw new UsageError(`${file} is not UTF-8. Use OpenIM's config/webhooks.yml.`);
  return bytes.toString('utf8');
}

/** Writes into the file itself: one that is mounted into a container must not be replaced by another. */
async function replace(file: string, text: string): Promise<void> {
  await copyFile(file, `${file}.bak`).catch(({ message }: Error) => {
    throw new UsageError(`${file} was not changed: ${message}. Check the permissions of its directory.`);
  });
  await writeFile(file, text, { flush: true }).catch(({ message }: Error) => {
    throw new UsageError(`${file} can't be written: ${message}. Compare it with ${file}.bak, which is as it was.`);
  });
}
